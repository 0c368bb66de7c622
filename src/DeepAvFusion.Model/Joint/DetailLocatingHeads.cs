using DeepAvFusion.Model.Heads;
using DeepAvFusion.Model.Heads.Detail;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Joint;

/// <summary>Segmentation and separation that see the network's inputs beside the tokens, and ask the other sense which labels matter.</summary>
internal sealed class DetailLocatingHeads : LocatingHeads
{
    private const double MiddleLevel = -4;      // of log10 mel, so that the zeros around a map lie between silence and sound
    private const double LevelRange = 3;
    private const double LeastShare = 1e-3;
    private const double LeastNamed = 0.03;     // share of a patch that counts as none
    private const double NamesCount = 0.5;      // how much the logarithm of a patch's share weighs among a mask's logits
    private readonly DetailHead _segmentation;
    private readonly DetailHead _separation;
    private readonly GridSize _spectrogram;

    public DetailLocatingHeads(JointConfig config, WeightInitializer weights)
    {
        var (encoder, labels) = (config.Encoder, config.Labels.Count);
        _spectrogram = encoder.Audio.Grid;
        var gist = 3 * (encoder.Width + labels);
        _segmentation = new DetailHead(channels: 3, encoder.Width, gist, labels, encoder.Image.Grid, weights);
        _separation = new DetailHead(channels: 1, encoder.Width, gist + labels, labels, encoder.Audio.Grid, weights);
    }

    public override nn.Module Segmentation => _segmentation;

    public override nn.Module Separation => _separation;

    public override Tensor MapBias => _segmentation.Bias;

    public override Tensor Segment(JointEncoding encoded)
    {
        using var scope = NewDisposeScope();
        var logits = encoded.Recognise();
        var heard = encoded.Heard(HeardNames(encoded)).detach().to(encoded.Tokens.Image.dtype); // [B, labels]
        return _segmentation.call(OfPicture(encoded), Gist(encoded, logits), heard).MoveToOuterDisposeScope();
    }

    public override Tensor Separate(JointEncoding encoded)
    {
        using var scope = NewDisposeScope();
        var gist = Gist(encoded, encoded.Recognise());
        var seen = Seen(encoded).to(gist.dtype);                                               // [B, labels]; shares are summed in float32
        var condition = cat([gist, seen], 1);
        return Masks(OfSound(encoded), condition, seen).MoveToOuterDisposeScope();
    }

    /// <remarks>What other parts of the picture show counts against a part: what is heard of it is claimed already.</remarks>
    public override Tensor Separate(JointEncoding encoded, PicturePools parts)
    {
        using var scope = NewDisposeScope();
        var shown = Shares(parts.Mean(SeenNames(encoded).@float().sigmoid()));                 // [R, labels]
        var seen = (shown - parts.MostOfOthers(shown)).to(encoded.Tokens.Image.dtype);         // -1..1
        using var maps = OfSound(encoded).Of(parts);
        return Masks(maps, cat([Gist(encoded, parts), seen], 1), seen).MoveToOuterDisposeScope();
    }

    private Tensor Masks(DetailMaps maps, Tensor condition, Tensor seen)
    {
        var logits = _separation.call(maps, condition, seen);
        return logits + Named(maps.Names, seen, logits);
    }

    /// <summary>What the names of the spectrogram's patches say of a mask before anything is looked at in detail: where nothing of what is seen is heard, little is its.</summary>
    /// <param name="names">[R, patches, labels] logits</param>
    /// <param name="seen">[R, labels]</param>
    /// <param name="logits">[R, 1, mel, time] of the mask, for their size</param>
    private Tensor Named(Tensor names, Tensor seen, Tensor logits)
    {
        using var scope = NewDisposeScope();
        var here = (names.detach().@float().sigmoid() * seen.@float().clamp_min(0).unsqueeze(1)).amax([2]);              // [R, patches]
        var map = here.clamp_min(LeastNamed).log().reshape(-1, 1, _spectrogram.Rows, _spectrogram.Columns);
        return (functional.interpolate(map, size: [logits.shape[2], logits.shape[3]], mode: InterpolationMode.Bilinear, align_corners: false) * NamesCount).to(logits.dtype).MoveToOuterDisposeScope();
    }

    public override Tensor NameSeen(JointEncoding encoded) => OfPicture(encoded).Names;

    public override Tensor NameHeard(JointEncoding encoded) => OfSound(encoded).Names;

    private DetailMaps OfPicture(JointEncoding encoded) => encoded.OfPicture ??= _segmentation.Look(encoded.Picture, encoded.Tokens.Image);

    private DetailMaps OfSound(JointEncoding encoded)
    {
        using var scope = NewDisposeScope();
        return encoded.OfSound ??= _separation.Look(Levels(encoded.Mixture), encoded.Tokens.Audio);
    }

    /// <summary>How much of the picture shows each label, as a share of the one that is seen most.</summary>
    private Tensor Seen(JointEncoding encoded)
    {
        using var scope = NewDisposeScope();
        return Shares(SeenNames(encoded).@float().sigmoid().mean([1])).MoveToOuterDisposeScope();  // [B, labels]
    }

    /// <summary>What is seen in each patch, for the separation.</summary>
    private Tensor SeenNames(JointEncoding encoded) =>
        _segmentation.training ? Afterwards(_segmentation, () => _segmentation.Look(encoded.Picture, encoded.Tokens.Image)) : NameSeen(encoded);

    /// <summary>What is heard in each patch, for the segmentation.</summary>
    private Tensor HeardNames(JointEncoding encoded) =>
        _separation.training ? Afterwards(_separation, () => _separation.Look(Levels(encoded.Mixture), encoded.Tokens.Audio)) : NameHeard(encoded);

    /// <summary>One head does not change how the other names what it sees: in training it is asked once more, as it will answer after it.</summary>
    private static Tensor Afterwards(DetailHead head, Func<DetailMaps> look)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        head.eval();
        using var maps = look();
        head.train();
        return maps.Names.alias().MoveToOuterDisposeScope();
    }

    private static Tensor Shares(Tensor shown) => shown / shown.amax([1], keepdim: true).clamp_min(LeastShare);

    /// <summary>What is seen and heard in all: the mean token of each stream, and the labels by each. Heads that read the labels do not change them.</summary>
    private static Tensor Gist(JointEncoding encoded, RecognitionLogits logits)
    {
        using var scope = NewDisposeScope();
        var tokens = encoded.Tokens;
        return cat([
            tokens.Image.mean([1]), tokens.Audio.mean([1]), tokens.Fusion.mean([1]),
            logits.Image.detach(), logits.Audio.detach(), logits.Fusion.detach()], 1).MoveToOuterDisposeScope();   // [B, 3 (D + labels)]
    }

    /// <summary>The same of parts of the pictures: the mean image token and what it shows are the part's own.</summary>
    private static Tensor Gist(JointEncoding encoded, PicturePools parts)
    {
        using var scope = NewDisposeScope();
        var (tokens, recognition) = (encoded.Tokens, encoded.Model.Recognition);
        var (logits, image) = (encoded.Recognise(), parts.Mean(tokens.Image));
        return cat([
            image, parts.Rows(tokens.Audio.mean([1])), parts.Rows(tokens.Fusion.mean([1])),
            recognition.Seen(image).detach(), parts.Rows(logits.Audio.detach()), parts.Rows(logits.Fusion.detach())], 1).MoveToOuterDisposeScope();   // [R, 3 (D + labels)]
    }

    private static Tensor Levels(Tensor mixture) => (mixture - MiddleLevel) / LevelRange;
}

using DeepAvFusion.Model.Heads.Detail;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Layers;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Joint;

/// <summary>Segmentation and separation that see the network's inputs beside the tokens, and ask the other sense which labels matter.</summary>
internal sealed class DetailLocatingHeads : LocatingHeads
{
    private const double MiddleLevel = -4;      // of log10 mel, so that the zeros around a map lie between silence and sound
    private const double LevelRange = 3;
    private const double LeastShare = 1e-3;
    private readonly DetailHead _segmentation;
    private readonly DetailHead _separation;

    public DetailLocatingHeads(JointConfig config, WeightInitializer weights)
    {
        var (encoder, labels) = (config.Encoder, config.Labels.Count);
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
        var heard = logits.Heard().detach().sigmoid();                                         // [B, labels]
        return _segmentation.call(OfPicture(encoded), Gist(encoded, logits), heard).MoveToOuterDisposeScope();
    }

    public override Tensor Separate(JointEncoding encoded)
    {
        using var scope = NewDisposeScope();
        var seen = Seen(encoded);                                                              // [B, labels]
        var condition = cat([Gist(encoded, encoded.Recognise()), seen], 1);
        return _separation.call(OfSound(encoded), condition, seen).MoveToOuterDisposeScope();
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
    /// <remarks>Separation does not change how pictures are named: in training they are looked at once more, as they will be after it.</remarks>
    private Tensor Seen(JointEncoding encoded)
    {
        using var frozen = no_grad();
        if (!_segmentation.training) return Shares(NameSeen(encoded));
        _segmentation.eval();
        using var maps = _segmentation.Look(encoded.Picture, encoded.Tokens.Image);
        _segmentation.train();
        return Shares(maps.Names);
    }

    private static Tensor Shares(Tensor names)
    {
        using var scope = NewDisposeScope();
        var shares = names.@float().sigmoid().mean([1]);                                       // [B, labels]
        return (shares / shares.amax([1], keepdim: true).clamp_min(LeastShare)).MoveToOuterDisposeScope();
    }

    /// <summary>What is seen and heard in all: the mean token of each stream, and the labels by each. Heads that read the labels do not change them.</summary>
    private static Tensor Gist(JointEncoding encoded, RecognitionLogits logits)
    {
        using var scope = NewDisposeScope();
        var tokens = encoded.Tokens;
        return cat([
            tokens.Image.mean([1]), tokens.Audio.mean([1]), tokens.Fusion.mean([1]),
            logits.Image.detach(), logits.Audio.detach(), logits.Fusion.detach()], 1).MoveToOuterDisposeScope();   // [B, 3 (D + labels)]
    }

    private static Tensor Levels(Tensor mixture) => (mixture - MiddleLevel) / LevelRange;
}

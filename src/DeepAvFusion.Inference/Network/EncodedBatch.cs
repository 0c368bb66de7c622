using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Events;
using DeepAvFusion.Inference.Regions;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Inference.Network;

/// <summary>One encoder pass, to be asked for what each head makes of it. Holds tensors: dispose it within the step.</summary>
public sealed class EncodedBatch : IDisposable
{
    private readonly NetworkParts _parts;
    private readonly JointEncoding? _joint;
    private readonly Tensor _picture;
    private readonly Tensor _mixture;
    private readonly BusyClock _clock;
    private EncoderOutput? _tokens;

    /// <summary>A batch that the joint model has encoded.</summary>
    internal EncodedBatch(NetworkParts parts, JointEncoding joint, int count, BusyClock clock) : this(parts, joint.Picture, joint.Mixture, count, clock) => _joint = joint;

    /// <summary>A batch that every head encodes itself.</summary>
    /// <param name="picture">[count, 3, H, W]</param>
    /// <param name="mixture">[count, 1, mel, time]</param>
    internal EncodedBatch(NetworkParts parts, Tensor picture, Tensor mixture, int count, BusyClock clock) =>
        (_parts, _picture, _mixture, Count, _clock) = (parts, picture, mixture, count, clock);

    public int Count { get; }

    /// <summary>Scores of all labels, one list a sample.</summary>
    public IReadOnlyList<IReadOnlyList<LabelScore>> Recognise()
    {
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        var logits = _parts.Recognition is { } own ? own.Head.call(Tokens(own)) : _joint!.Recognise();
        return _parts.Recognition is null
            ? Scores(Count, Wide(logits), _joint!.Seen(), _parts.Rule.Scoring == LabelScoring.Sigmoid ? _joint.Heard() : null)
            : Scores(Count, Wide(logits), seen: null, heard: null);
    }

    /// <summary>Scores of all labels, one list a place: its picture is the place alone, its sound all of the window's.</summary>
    public IReadOnlyList<IReadOnlyList<LabelScore>> Recognise(IReadOnlyList<PicturePlace> places)
    {
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        var parts = Pools(places, (_parts.Recognition?.Encoder ?? _joint!.Model.Encoder).Config.Image.Grid);
        var logits = _parts.Recognition is { } own ? own.Head.OfParts(Tokens(own), parts) : _joint!.Recognise(parts);
        return Scores(places.Count, Wide(logits), _parts.Recognition is null ? _joint!.Seen(parts) : null, heard: null);
    }

    /// <param name="seen">How sure labels are seen; null where the image stream's scores tell.</param>
    /// <param name="heard">How sure labels are heard; null where the scores of the streams that hear tell.</param>
    private IReadOnlyList<IReadOnlyList<LabelScore>> Scores(int count, RecognitionLogits logits, Tensor? seen, Tensor? heard)
    {
        var image = seen is null ? Scores(logits.Image) : Numbers(seen);
        var (all, audio, fusion) = (heard is null ? Scores(_parts.Rule.Heard(logits)) : Numbers(heard), Scores(logits.Audio), Scores(logits.Fusion));
        var labels = _parts.Labels;
        return [.. Enumerable.Range(0, count).Select(sample => (IReadOnlyList<LabelScore>)[.. labels.Select((label, i) => (label, sample * labels.Count + i))
            .Select(at => new LabelScore(at.label, all[at.Item2], image[at.Item2], audio[at.Item2], fusion[at.Item2]))])];
    }

    /// <summary>What is seen in each patch of each picture; null where the model's heads do not tell.</summary>
    public IReadOnlyList<PatchNames>? NamePatches()
    {
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        if (_joint?.NameSeen() is not { } logits) return null;
        var (names, grid) = (Numbers(Wide(logits).sigmoid()), _joint.Model.Config.Encoder.Image.Grid);
        return [.. Enumerable.Range(0, Count).Select(sample => new PatchNames(names.AsMemory(sample * (names.Length / Count), names.Length / Count), grid.Rows, grid.Columns))];
    }

    /// <summary>When each label sounds within each window: by the surest patch of each column of its spectrogram; null where the model's heads do not tell.</summary>
    public IReadOnlyList<HeardTimes>? HeardTimes(IReadOnlyList<AvWindow> windows)
    {
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        if (_joint?.NameHeard() is not { } logits) return null;
        var (grid, labels) = (_joint.Model.Config.Encoder.Audio.Grid, _parts.Labels.Count);
        var surest = Wide(logits).sigmoid().reshape(Count, grid.Rows, grid.Columns, labels).amax([1]);     // [B, columns, labels]
        var size = grid.Columns * labels;
        var all = Numbers(surest);
        return [.. windows.Select((window, i) => new HeardTimes(window.Start, window.Duration / grid.Columns, all.AsMemory(i * size, size), labels))];
    }

    /// <summary>Probability of sounding: [Count * height * width] of the picture as the network saw it.</summary>
    public float[] Locate()
    {
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        if (_parts.Segmentation is not { } own) return Numbers(Wide(_joint!.Segment()).sigmoid());
        var logits = Wide(own.forward(image: _picture, audio: _mixture));                 // [B, 1 or classes, H, W]
        return Numbers(logits.shape[1] == 1 ? logits.sigmoid() : 1 - logits.softmax(1).select(1, 0));
    }

    /// <summary>Share of each spectrogram cell that belongs to the picture: [Count * 128 * 192], 0..1.</summary>
    public float[] Mask()
    {
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        var logits = Wide(_parts.Separation is { } own ? own.forward(image: _picture, mixture: _mixture) : _joint!.Separate());
        return Numbers(logits.sigmoid());
    }

    /// <summary>Share of each spectrogram cell that belongs to each place: [places * 128 * 192], 0..1; the places of a picture leave the rest unclaimed.</summary>
    public float[] Mask(IReadOnlyList<PicturePlace> places)
    {
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        var parts = Pools(places, (_parts.Separation?.Encoder ?? _joint!.Model.Encoder).Config.Image.Grid);
        var logits = _parts.Separation is { } own ? own.forward(image: _picture, mixture: _mixture, parts) : _joint!.Separate(parts);
        return Numbers(SharedEnergy.Of(Wide(logits), parts.Pictures));
    }

    /// <summary>What each sample is like as a whole: the mean of its fusion tokens, of length one, so that the product of two says how alike they are. Null where every head encodes itself.</summary>
    public IReadOnlyList<float[]>? Embed()
    {
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        if (_joint is null) return null;
        return [.. Numbers(nn.functional.normalize(Wide(_joint.Tokens.Fusion).mean([1]))).Chunk((int)_joint.Tokens.Fusion.shape[^1])];       // [B, F, D] -> [B, D]
    }

    /// <summary>What the labels of each sample are scored from.</summary>
    public IReadOnlyList<WindowFeatures> Features()
    {
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        return _parts.Recognition is { } own ? TaughtInputs.Of(own.Head, Tokens(own), Count) : TaughtInputs.Of(_joint!, Count);
    }

    /// <summary>The chosen samples alone.</summary>
    public EncodedBatch Rows(IReadOnlyList<int> rows)
    {
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        var index = tensor(rows.Select(row => (long)row).ToArray(), device: _picture.device);
        Tensor Part(Tensor all) => all.index_select(0, index);
        if (_joint?.Part(Part).MoveToOuterDisposeScope() is { } joint) return new EncodedBatch(_parts, joint, rows.Count, _clock);
        return new EncodedBatch(_parts, Part(_picture).MoveToOuterDisposeScope(), Part(_mixture).MoveToOuterDisposeScope(), rows.Count, _clock);
    }

    public void Dispose()
    {
        _joint?.Dispose();
        _tokens?.Dispose();
        _picture.Dispose();
        _mixture.Dispose();
    }

    /// <summary>The pass of the classifier's own encoder, made once.</summary>
    private EncoderOutput Tokens(Classifier own)
    {
        if (_tokens is { } made) return made;
        _tokens = own.Encoder.forward(image: _picture, audio: _mixture);
        foreach (var tokens in new[] { _tokens.Image, _tokens.Audio, _tokens.Fusion }) tokens.DetachFromDisposeScope();
        return _tokens;
    }

    private PicturePools Pools(IReadOnlyList<PicturePlace> places, GridSize grid)
    {
        var (height, width) = (_picture.shape[2], _picture.shape[3]);
        var masks = new float[places.Count * height * width];
        for (var place = 0; place < places.Count; place++)
        {
            var own = masks.AsSpan((int)(place * height * width), (int)(height * width));
            if (places[place].Mask is not { } mask) own.Fill(1);
            else for (var i = 0; i < own.Length; i++) own[i] = mask[i] ? 1 : 0;
        }

        var pictures = tensor(places.Select(place => (long)place.Window).ToArray(), device: _picture.device);
        return PicturePools.Of(tensor(masks, [places.Count, height, width], device: _picture.device), pictures, grid);
    }

    /// <summary>Logits in float32: near 1 bfloat16 knows no score between 0.9961 and 1, and what is surest would tie.</summary>
    private static Tensor Wide(Tensor logits) => logits.to(ScalarType.Float32);

    private static RecognitionLogits Wide(RecognitionLogits logits) => new(Wide(logits.Image), Wide(logits.Audio), Wide(logits.Fusion));

    private float[] Scores(Tensor logits) => Numbers(_parts.Rule.Scores(logits));

    private static float[] Numbers(Tensor values) => values.to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
}

/// <summary>A place in the picture of one of the windows of a batch.</summary>
/// <param name="Window">Which window, from 0.</param>
/// <param name="Mask">One entry a pixel of the network's picture, row-major; null stands for the whole picture.</param>
public readonly record struct PicturePlace(int Window, bool[]? Mask);

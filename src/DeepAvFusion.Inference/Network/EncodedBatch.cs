using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Regions;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Joint;
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
        var logits = _parts.Recognition is { } own ? own.forward(image: _picture, audio: _mixture) : _joint!.Recognise();
        var image = _parts.Recognition is null && _joint!.Seen() is { } seen ? Numbers(seen) : Scores(logits.Image);
        var (all, audio, fusion) = (Scores(Heard(logits)), Scores(logits.Audio), Scores(logits.Fusion));
        var labels = _parts.Labels;
        return [.. Enumerable.Range(0, Count).Select(sample => (IReadOnlyList<LabelScore>)[.. labels.Select((label, i) => (label, sample * labels.Count + i))
            .Select(at => new LabelScore(at.label, all[at.Item2], image[at.Item2], audio[at.Item2], fusion[at.Item2]))])];
    }

    /// <summary>What is seen in each patch of each picture; null where the model's heads do not tell.</summary>
    public IReadOnlyList<PatchNames>? NamePatches()
    {
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        if (_joint?.NameSeen() is not { } logits) return null;
        var (names, grid) = (Numbers(logits.sigmoid()), _joint.Model.Config.Encoder.Image.Grid);
        return [.. Enumerable.Range(0, Count).Select(sample => new PatchNames(names.AsMemory(sample * (names.Length / Count), names.Length / Count), grid.Rows, grid.Columns))];
    }

    /// <summary>Probability of sounding: [Count * height * width] of the picture as the network saw it.</summary>
    public float[] Locate()
    {
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        if (_parts.Segmentation is not { } own) return Numbers(_joint!.Segment().sigmoid());
        var logits = own.forward(image: _picture, audio: _mixture);                       // [B, 1 or classes, H, W]
        return Numbers(logits.shape[1] == 1 ? logits.sigmoid() : 1 - logits.softmax(1).select(1, 0));
    }

    /// <summary>Share of each spectrogram cell that belongs to the picture: [Count * 128 * 192], 0..1.</summary>
    public float[] Mask()
    {
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        var logits = _parts.Separation is { } own ? own.forward(image: _picture, mixture: _mixture) : _joint!.Separate();
        return Numbers(logits.sigmoid());
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
        _picture.Dispose();
        _mixture.Dispose();
    }

    /// <summary>Where labels are scored one by one, the image stream tells what is seen, sounding or not; what is heard is up to the other two.</summary>
    private Tensor Heard(RecognitionLogits logits) => _parts.Scoring == LabelScoring.Sigmoid ? logits.Heard() : logits.Average();

    private float[] Scores(Tensor logits) => Numbers(_parts.Scoring == LabelScoring.Sigmoid ? logits.sigmoid() : logits.softmax(-1));

    private static float[] Numbers(Tensor values) => values.to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
}

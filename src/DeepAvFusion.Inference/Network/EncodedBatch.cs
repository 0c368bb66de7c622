using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Regions;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Joint;
using static TorchSharp.torch;

namespace DeepAvFusion.Inference.Network;

/// <summary>One encoder pass, to be asked for what each head makes of it. Holds tensors: dispose it within the step.</summary>
public sealed class EncodedBatch : IDisposable
{
    private readonly JointEncoding _encoded;
    private readonly BusyClock _clock;

    internal EncodedBatch(JointEncoding encoded, int count, BusyClock clock) => (_encoded, Count, _clock) = (encoded, count, clock);

    public int Count { get; }

    /// <summary>Scores of all labels, one list a sample.</summary>
    public IReadOnlyList<IReadOnlyList<LabelScore>> Recognise()
    {
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        var logits = _encoded.Recognise();
        var image = _encoded.Seen() is { } seen ? Numbers(seen) : Scores(logits.Image);
        var (all, audio, fusion) = (Scores(Heard(logits)), Scores(logits.Audio), Scores(logits.Fusion));
        var labels = _encoded.Model.Config.Labels;
        return [.. Enumerable.Range(0, Count).Select(sample => (IReadOnlyList<LabelScore>)[.. labels.Select((label, i) => (label, sample * labels.Count + i))
            .Select(at => new LabelScore(at.label, all[at.Item2], image[at.Item2], audio[at.Item2], fusion[at.Item2]))])];
    }

    /// <summary>What is seen in each patch of each picture; null where the model's heads do not tell.</summary>
    public IReadOnlyList<PatchNames>? NamePatches()
    {
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        if (_encoded.NameSeen() is not { } logits) return null;
        var (names, grid) = (Numbers(logits.sigmoid()), _encoded.Model.Config.Encoder.Image.Grid);
        return [.. Enumerable.Range(0, Count).Select(sample => new PatchNames(names.AsMemory(sample * (names.Length / Count), names.Length / Count), grid.Rows, grid.Columns))];
    }

    /// <summary>Probability of sounding: [Count * height * width] of the picture as the network saw it.</summary>
    public float[] Locate()
    {
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        return Numbers(_encoded.Segment().sigmoid());
    }

    /// <summary>Share of each spectrogram cell that belongs to the picture: [Count * 128 * 192], 0..1.</summary>
    public float[] Mask()
    {
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        return Numbers(_encoded.Separate().sigmoid());
    }

    /// <summary>The chosen samples alone.</summary>
    public EncodedBatch Rows(IReadOnlyList<int> rows)
    {
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        var index = tensor(rows.Select(row => (long)row).ToArray(), device: _encoded.Picture.device);
        return new EncodedBatch(_encoded.Part(all => all.index_select(0, index)).MoveToOuterDisposeScope(), rows.Count, _clock);
    }

    public void Dispose() => _encoded.Dispose();

    /// <summary>Where labels are scored one by one, the image stream tells what is seen, sounding or not; what is heard is up to the other two.</summary>
    private Tensor Heard(RecognitionLogits logits) => _encoded.Model.Config.Scoring == LabelScoring.Sigmoid ? logits.Heard() : logits.Average();

    private float[] Scores(Tensor logits) => Numbers(_encoded.Model.Config.Scoring == LabelScoring.Sigmoid ? logits.sigmoid() : logits.softmax(-1));

    private static float[] Numbers(Tensor values) => values.to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
}

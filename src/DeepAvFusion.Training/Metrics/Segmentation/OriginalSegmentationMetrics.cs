namespace DeepAvFusion.Training.Metrics.Segmentation;

/// <summary>
/// Segmentation as the original evaluator measures it: background counts as a class, and frames without any object are left out.
/// Not comparable with numbers of AVSBench papers (<see cref="AvsBenchMetrics"/>).
/// </summary>
public sealed class OriginalSegmentationMetrics
{
    private static readonly float[] Thresholds = ThresholdCounts.Spaced(256, 1);
    private readonly List<FrameCounts[]> _frames = [];
    private readonly List<double> _best = [];
    private readonly int _channels;

    /// <param name="channels">1 for background and object in one channel of logits, else the number of classes.</param>
    public OriginalSegmentationMetrics(int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        _channels = channels;
    }

    /// <summary>Classes that are counted: two for one channel.</summary>
    public int Classes => Math.Max(_channels, 2);

    /// <summary>Frames with an object.</summary>
    public int Frames => _frames.Count;

    /// <summary>Adds a frame; one without any object is ignored.</summary>
    /// <param name="logits">[channels, H, W]</param>
    /// <param name="target">[H, W], 0 for background, below 0 for pixels that do not count; with one channel what is above 1 is never predicted</param>
    /// <exception cref="ArgumentException">Sizes do not go together, or there is a label beyond the channels.</exception>
    public void Add(ReadOnlySpan<float> logits, ReadOnlySpan<long> target)
    {
        if (logits.Length != _channels * target.Length)
            throw new ArgumentException($"{logits.Length} logits do not go with {target.Length} pixels of {_channels} channels.", nameof(logits));
        var largest = 0L;
        foreach (var label in target) largest = Math.Max(largest, label);
        if (largest == 0) return;
        if (_channels > 1 && largest >= _channels) throw new ArgumentException($"The label {largest} is beyond the {_channels} channels.", nameof(target));
        var probabilities = _channels == 1 ? ThresholdCounts.Sigmoid(logits) : [];
        var (common, predicted, wanted) = (new long[Classes], new long[Classes], new long[Classes]);
        for (var i = 0; i < target.Length; i++)
        {
            if (target[i] < 0) continue;
            var guess = _channels == 1 ? (probabilities[i] > 0.5f ? 1 : 0) : Largest(logits, i, target.Length);
            var truth = target[i];
            predicted[guess]++;
            if (truth < Classes) wanted[truth]++;
            if (guess == truth) common[guess]++;
        }

        _frames.Add([.. Enumerable.Range(0, Classes).Select(c => new FrameCounts(common[c], predicted[c], wanted[c]))]);
        if (_channels > 1) return;
        var isObject = new bool[target.Length];
        for (var i = 0; i < isObject.Length; i++)
        {
            isObject[i] = target[i] == 1;
            if (target[i] < 0) probabilities[i] = 0;
        }

        _best.Add(ThresholdCounts.Of(probabilities, isObject, Thresholds).Max(counts => counts.F));
    }

    /// <summary>All measures so far.</summary>
    public OriginalSegmentationScores Scores()
    {
        var iou = Mean(counts => counts.Iou);
        var precision = Mean(counts => counts.Precision);
        var recall = Mean(counts => counts.Recall);
        var f = _channels > 1 ? Mean(counts => counts.F) : Same(_best.Count == 0 ? double.NaN : _best.Average());
        return new OriginalSegmentationScores(Frames, iou, precision, recall, f);
    }

    /// <summary>Intersection over union of every counted frame, [frames, classes]; 0 where the class is not seen.</summary>
    public float[] IouOfFrames() => [.. _frames.SelectMany(frame => frame.Select(counts => (float)counts.Iou))];

    /// <summary>F-score of every counted frame: [frames] for one channel, else [frames, classes].</summary>
    public float[] FOfFrames() => _channels == 1
        ? [.. _best.Select(f => (float)f)]
        : [.. _frames.SelectMany(frame => frame.Select(counts => (float)counts.F))];

    /// <summary>1 where a class is predicted or true in a frame, [frames, classes].</summary>
    public float[] SeenInFrames() => [.. _frames.SelectMany(frame => frame.Select(counts => counts.Union > 0 ? 1f : 0f))];

    private MeanOfClasses Mean(Func<FrameCounts, double> measure)
    {
        var means = new List<double>();
        for (var c = 0; c < Classes; c++)
        {
            var seen = _frames.Where(frame => frame[c].Union > 0).ToArray();
            if (seen.Length > 0) means.Add(seen.Average(frame => measure(frame[c])));
        }

        return new MeanOfClasses(means.DefaultIfEmpty(double.NaN).Average(), means.Skip(1).DefaultIfEmpty(double.NaN).Average());
    }

    private static MeanOfClasses Same(double value) => new(value, value);

    private static int Largest(ReadOnlySpan<float> logits, int pixel, int plane)
    {
        var best = 0;
        for (var c = 1; c * plane < logits.Length; c++)
            if (logits[c * plane + pixel] > logits[best * plane + pixel]) best = c;
        return best;
    }
}

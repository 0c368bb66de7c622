namespace DeepAvFusion.Training.Metrics.Segmentation;

/// <summary>
/// Binary segmentation as AVSBench defines it: the foreground only. A frame in which nothing sounds counts with the share of the picture
/// that is left unmasked, so masking what is silent costs.
/// </summary>
/// <remarks>Source: "Audio-Visual Segmentation", Zhou et al. 2022.</remarks>
public sealed class AvsBenchMetrics
{
    private const double Epsilon = 1e-7;
    private static readonly float[] Thresholds = ThresholdCounts.Spaced(255, 1 - 1e-10);
    private readonly double[] _sums = new double[255];
    private readonly List<double> _clips = [];
    private double _overlap;
    private int _frames;
    private int _withObject;

    /// <summary>Adds a frame of the clip that is being added.</summary>
    /// <param name="logits">[H, W]</param>
    /// <param name="isObject">[H, W]</param>
    public void Add(ReadOnlySpan<float> logits, ReadOnlySpan<bool> isObject)
    {
        if (logits.Length != isObject.Length || logits.IsEmpty)
            throw new ArgumentException($"{logits.Length} logits do not go with {isObject.Length} pixels.", nameof(logits));
        var probabilities = ThresholdCounts.Sigmoid(logits);
        var (common, union, both) = (0L, 0L, 0L);
        for (var i = 0; i < probabilities.Length; i++)
        {
            var predicted = probabilities[i] > 0.5f;
            if (predicted && isObject[i]) common++;
            if (predicted || isObject[i]) union++;
            else both++;
        }

        _frames++;
        var hasObject = isObject.Contains(true);
        _overlap += hasObject ? common / (union + Epsilon) : both / (probabilities.Length + Epsilon);
        if (!hasObject) return;
        _withObject++;
        var counts = ThresholdCounts.Of(probabilities, isObject, Thresholds);
        for (var t = 0; t < counts.Length; t++) _sums[t] += counts[t].AvsBenchF;
    }

    /// <summary>Ends a clip: its F-score is the best, over thresholds, of the mean over its frames with an object.</summary>
    public void EndClip()
    {
        if (_withObject > 0) _clips.Add(_sums.Max() / _withObject);
        Array.Clear(_sums);
        _withObject = 0;
    }

    /// <summary>All measures of the clips that have ended.</summary>
    public AvsBenchScores Scores() => new(
        _frames, _frames == 0 ? double.NaN : _overlap / _frames, _clips.Count == 0 ? double.NaN : _clips.Average());
}

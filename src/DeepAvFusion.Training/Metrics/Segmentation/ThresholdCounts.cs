namespace DeepAvFusion.Training.Metrics.Segmentation;

/// <summary>Overlap of a map of probabilities with a binary truth, at every one of equally spaced thresholds.</summary>
internal static class ThresholdCounts
{
    /// <param name="probabilities">[H, W]</param>
    /// <param name="isObject">[H, W]</param>
    /// <param name="thresholds">Rising; a pixel is predicted where it is not below.</param>
    public static FrameCounts[] Of(ReadOnlySpan<float> probabilities, ReadOnlySpan<bool> isObject, float[] thresholds)
    {
        var (all, common) = (new long[thresholds.Length + 1], new long[thresholds.Length + 1]);
        var objects = 0L;
        for (var i = 0; i < probabilities.Length; i++)
        {
            var place = Array.BinarySearch(thresholds, probabilities[i]);
            var reached = place >= 0 ? place + 1 : ~place;                     // number of thresholds not above the pixel
            all[reached]++;
            if (!isObject[i]) continue;
            common[reached]++;
            objects++;
        }

        var counts = new FrameCounts[thresholds.Length];
        var (predicted, shared) = (0L, 0L);
        for (var t = thresholds.Length - 1; t >= 0; t--)
        {
            predicted += all[t + 1];
            shared += common[t + 1];
            counts[t] = new FrameCounts(shared, predicted, objects);
        }

        return counts;
    }

    /// <summary>Thresholds from 0 to a last one.</summary>
    public static float[] Spaced(int count, double last) => [.. Enumerable.Range(0, count).Select(i => (float)(last * i / (count - 1)))];

    public static float[] Sigmoid(ReadOnlySpan<float> logits)
    {
        var probabilities = new float[logits.Length];
        for (var i = 0; i < logits.Length; i++) probabilities[i] = 1 / (1 + MathF.Exp(-logits[i]));
        return probabilities;
    }
}

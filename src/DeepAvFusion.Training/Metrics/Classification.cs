namespace DeepAvFusion.Training.Metrics;

/// <summary>How well samples of one label are named.</summary>
public static class Classification
{
    /// <summary>Percent of samples whose largest score is at their label.</summary>
    /// <param name="labels">One class a sample.</param>
    public static double TopOne(ScoreTable scores, IReadOnlyList<long> labels)
    {
        if (labels.Count != scores.Samples)
            throw new ArgumentException($"{labels.Count} labels were given for {scores.Samples} samples.", nameof(labels));
        if (labels.Count == 0) return double.NaN;
        var right = Enumerable.Range(0, labels.Count).Count(sample => Largest(scores, sample) == labels[sample]);
        return 100.0 * right / labels.Count;
    }

    private static int Largest(ScoreTable scores, int sample)
    {
        var best = 0;
        for (var column = 1; column < scores.Classes; column++)
            if (scores[sample, column] > scores[sample, best]) best = column;
        return best;
    }
}

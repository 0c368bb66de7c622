namespace DeepAvFusion.Training.Metrics;

/// <summary>Measures of one class, from its scores in falling order; equal scores form one step.</summary>
internal static class RankedScores
{
    /// <summary>Sum over steps of the gain in recall times the precision after the step.</summary>
    public static double AveragePrecision(float[] scores, float[] labels)
    {
        var positives = labels.Count(label => label > 0);
        var (area, found, seen) = (0.0, 0, 0);
        foreach (var (hits, misses) in Steps(scores, labels))
        {
            found += hits;
            seen += hits + misses;
            area += (double)hits / positives * found / seen;
        }

        return area;
    }

    /// <summary>Chance that a positive sample scores above a negative one; ties count one half.</summary>
    public static double RocArea(float[] scores, float[] labels)
    {
        double positives = labels.Count(label => label > 0);
        var (above, area) = (0.0, 0.0);
        foreach (var (hits, misses) in Steps(scores, labels))
        {
            area += misses * (above + hits / 2.0);
            above += hits;
        }

        return area / (positives * (labels.Length - positives));
    }

    private static IEnumerable<(int Hits, int Misses)> Steps(float[] scores, float[] labels)
    {
        var order = Enumerable.Range(0, scores.Length).OrderByDescending(sample => scores[sample]).ToArray();
        for (var start = 0; start < order.Length;)
        {
            var (end, hits) = (start, 0);
            for (; end < order.Length && scores[order[end]].Equals(scores[order[start]]); end++)
                if (labels[order[end]] > 0) hits++;
            yield return (hits, end - start - hits);
            start = end;
        }
    }
}

using DeepAvFusion.Training.Metrics;

namespace DeepAvFusion.Training.Online;

/// <summary>What one set of weights gains over another on held-out corrections, window by window, with its bootstrap.</summary>
/// <param name="before">[windows, labels]; labels it lacks score nothing.</param>
/// <param name="after">[windows, labels]</param>
internal sealed class PairedGain(Curriculum curriculum, float[,] before, float[,] after)
{
    private const double Tail = 0.05;

    /// <summary>Difference of average precision, as a mean over labels; of a label that is in all of its windows, or in none, that of its mean score towards what is true. No number where nobody said anything.</summary>
    /// <param name="rows">Numbers of windows; some may come several times.</param>
    public double Gain(int[] rows)
    {
        var gains = new List<double>();
        foreach (var label in curriculum.Taught)
        {
            var judged = Array.FindAll(rows, row => Truth(row, label) is not null);
            var truth = Array.ConvertAll(judged, row => Truth(row, label) is true ? 1f : 0f);
            if (judged.Length == 0) continue;
            var (then, now) = (Column(before, judged, label), Column(after, judged, label));
            gains.Add(truth.Distinct().Count() > 1 ? RankedScores.AveragePrecision(now, truth) - RankedScores.AveragePrecision(then, truth)
                : (truth[0] > 0 ? 1 : -1) * (now.Average() - then.Average()));
        }
        return gains.Count == 0 ? double.NaN : gains.Average();
    }

    /// <summary>What the gain exceeds in 95 of 100 draws with replacement, of those that can be measured; no number where none can. The draws are the same every time.</summary>
    public double LowerBound(int draws)
    {
        var random = new Random(curriculum.HeldOut.Count);
        var groups = curriculum.HeldOut.Select((window, row) => (window.Group, row)).GroupBy(pair => pair.Group, pair => pair.row).Select(group => group.ToArray()).ToArray();
        var gains = Enumerable.Range(0, draws).Select(_ => Gain([.. Enumerable.Range(0, groups.Length).SelectMany(_ => groups[random.Next(groups.Length)])])).Where(double.IsFinite).Order().ToList();
        return gains.Count == 0 ? double.NaN : gains[(int)(Tail * gains.Count)];
    }

    /// <summary>Whether a label sounds in a window: what was said, or for a new label of a window about another one that it does not; null where nobody knows.</summary>
    private bool? Truth(int row, int label) =>
        curriculum.HeldOut[row].Said.TryGetValue(label, out var said) ? said : label >= curriculum.Known ? false : null;

    private static float[] Column(float[,] scores, int[] rows, int label) => label < scores.GetLength(1) ? Array.ConvertAll(rows, row => scores[row, label]) : new float[rows.Length];
}

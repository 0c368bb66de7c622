using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Training.Online;

/// <summary>Whether corrections agree with one another: each is held against a fit without it.</summary>
/// <param name="refit">A shorter fit will do.</param>
/// <param name="rule">How the model's logits become scores.</param>
internal sealed class Agreement(HeadRefit refit, ScoreRule rule, Curriculum curriculum, CancellationToken cancellation)
{
    private const int Folds = 3;
    private const int LeastOfOne = 5;
    private const float Surely = 0.5f;
    private const float Hardly = 0.25f;
    private const double Mostly = 0.5;

    /// <summary>People whose corrections the others' contradict, worst first.</summary>
    public IReadOnlyList<Quarantine> Quarantined()
    {
        var found = new List<Quarantine>();
        while (true)
        {
            var trusted = curriculum.Fitted.Where(sample => sample.Who is null || found.TrueForAll(one => one.Who != sample.Who)).ToList();
            var said = trusted.Where(sample => sample.Who is not null).ToList();
            var worst = said.GroupBy(sample => sample.Who!).Where(one => one.Count() >= LeastOfOne && 2 * one.Count() <= said.Count)
                .Select(one => (Who: one.Key, Count: one.Count(), Share: Contradicted([.. one], [.. trusted.Where(sample => sample.Who != one.Key)]) / (double)one.Count()))
                .OrderByDescending(one => one.Share).ThenBy(one => one.Count).FirstOrDefault();
            if (worst.Who is null || worst.Share <= Mostly) return found;
            found.Add(new Quarantine(worst.Who, worst.Count, worst.Share, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{worst.Share:P0} of {worst.Count} corrections are contradicted by what others teach")));
        }
    }

    /// <summary>Share of corrections that a fit without their group contradicts.</summary>
    public double Disagreement(IReadOnlyList<TaughtSample> samples)
    {
        var folds = samples.Where(sample => sample.Who is not null).GroupBy(sample => sample.Group).Select((group, number) => (group, number)).ToDictionary(pair => pair.group.Key, pair => pair.number % Folds);
        var said = samples.Count(sample => sample.Who is not null);
        return said == 0 ? 0 : Enumerable.Range(0, Folds).Sum(fold => Contradicted(
            [.. samples.Where(sample => sample.Who is not null && folds[sample.Group] == fold)], [.. samples.Where(sample => sample.Who is null || folds[sample.Group] != fold)])) / (double)said;
    }

    /// <summary>How many of some corrections are contradicted by what others teach.</summary>
    private int Contradicted(IReadOnlyList<TaughtSample> judged, IReadOnlyList<TaughtSample> teachers)
    {
        if (judged.Count == 0) return 0;
        var scores = TaughtScores.Of(rule, refit.Fit(curriculum.Labels.Count, curriculum.Taught, curriculum.Lessons(teachers), cancellation), [.. judged.Select(sample => sample.Features)]);
        return judged.Where((sample, row) => sample.Said.Any(said => said.Value
            ? scores[row, said.Key] < Hardly && curriculum.Taught.Any(other => other != said.Key && scores[row, other] >= Surely && !sample.Said.GetValueOrDefault(other))
            : scores[row, said.Key] > 1 - (Hardly / 2))).Count();
    }
}

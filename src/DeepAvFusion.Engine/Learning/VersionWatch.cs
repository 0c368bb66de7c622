using System.Globalization;

namespace DeepAvFusion.Engine.Learning;

/// <summary>Looks at a version in use and says when it has to go. Fed by the trainer; not thread-safe.</summary>
internal sealed class VersionWatch(WatchSettings settings, VersionComparison labels, double ageBefore, Judgements before)
{
    private readonly AgeSample _ages = new();
    private readonly Judgements _judged = new();

    public int Windows => labels.Windows;

    public void Add(ReadOnlySpan<float> beforeScores, ReadOnlySpan<float> scores, TimeSpan age)
    {
        labels.Add(beforeScores, scores);
        _ages.Add(age);
    }

    public void Judge(bool rejected) => _judged.Add(rejected);

    /// <summary>What takes it back, in one line; null while nothing does.</summary>
    public (RollbackTrigger Trigger, string Why)? Trouble()
    {
        if (labels.Farthest() is { } far && far.Factor > settings.Rate)
            return (RollbackTrigger.Rate, Invariant($"'{far.Label}', which nobody corrected, was told in {far.After} windows instead of {far.Before}"));
        if (before.Count >= settings.Judged && _judged.Count >= settings.Judged && _judged.Rejected - before.Rejected > settings.Rejections)
            return (RollbackTrigger.Rejections, Invariant($"operators reject {_judged.Rejected:P0} of the events instead of {before.Rejected:P0}"));
        if (_ages.IsFull && _ages.High > ageBefore * settings.Age && ageBefore > 0)
            return (RollbackTrigger.Age, Invariant($"the age of results (p95) rose from {ageBefore:0.0} s to {_ages.High:0.0} s"));
        return null;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The latest judgements of operators about events.</summary>
internal sealed class Judgements
{
    private const int Most = 200;

    private readonly Queue<bool> _latest = new();

    public int Count => _latest.Count;

    /// <summary>Share that was rejected.</summary>
    public double Rejected => _latest.Count == 0 ? 0 : _latest.Count(rejected => rejected) / (double)_latest.Count;

    public void Add(bool rejected)
    {
        _latest.Enqueue(rejected);
        if (_latest.Count > Most)
            _latest.Dequeue();
    }
}

/// <summary>The latest ages of results.</summary>
internal sealed class AgeSample
{
    private const int Most = 100;

    private readonly Queue<double> _latest = new();

    public bool IsFull => _latest.Count == Most;

    /// <summary>95th percentile in seconds; 0 without any.</summary>
    public double High => _latest.Count == 0 ? 0 : _latest.Order().ElementAt((int)(0.95 * (_latest.Count - 1)));

    public void Add(TimeSpan age)
    {
        _latest.Enqueue(age.TotalSeconds);
        if (_latest.Count > Most)
            _latest.Dequeue();
    }
}

using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Engine.Alerts.Rules;

/// <summary>How a stream stands to one condition of sound. Not thread-safe.</summary>
internal sealed class SoundTracker(SoundCondition condition)
{
    private const int MostCounted = 10_000;

    private readonly Dictionary<long, bool> _running = [];                                 // event → whether it lay in a zone
    private readonly HashSet<long> _matching = [];
    private readonly HashSet<long> _counted = [];
    private readonly Queue<DateTimeOffset> _times = [];
    private RunId _run;
    private bool _matchedNow;
    private bool _isSet;

    /// <summary>The event that matched last.</summary>
    public long? Last { get; private set; }

    /// <summary>Takes note of what a window told.</summary>
    public void Take(AvAnalysis analysis)
    {
        if (analysis.Run != _run)
            Over(analysis.Run);
        foreach (var e in analysis.Events)
        {
            var isIn = _running.GetValueOrDefault(e.Id) || IsInZone(analysis, e);
            if (isIn && IsWanted(e) && (e.End ?? analysis.End) - e.Start >= condition.Length)
                Match(analysis, e);
            if (e.Phase == EventPhase.Ended)
            {
                _running.Remove(e.Id);
                _matching.Remove(e.Id);
                _counted.Remove(e.Id);
            }
            else
            {
                _running[e.Id] = isIn;
            }
        }
    }

    /// <summary>The run is over, and whatever went on in it.</summary>
    public void Over(RunId next)
    {
        _run = next;
        _running.Clear();
        _matching.Clear();
        _counted.Clear();
    }

    /// <summary>Whether the condition holds. What came and went since it was asked last counts once.</summary>
    public bool Holds(DateTimeOffset now)
    {
        var came = _matchedNow;
        _matchedNow = false;
        if (condition.Within is not { } within)
            return came || _matching.Count > 0;
        while (_times.TryPeek(out var first) && now - first > within)
            _times.Dequeue();
        _isSet = _times.Count >= condition.Count || (_isSet && _times.Count > condition.ClearCount);
        return _isSet;
    }

    private void Match(AvAnalysis analysis, AvEvent e)
    {
        Last = e.Id;
        _matchedNow = true;
        _matching.Add(e.Id);
        if (condition.Within is null || !_counted.Add(e.Id))
            return;
        _times.Enqueue(analysis.CapturedAt - (analysis.End - e.Start));
        if (_times.Count > MostCounted)
            _times.Dequeue();
    }

    private bool IsWanted(AvEvent e) =>
        (condition.Labels.Count == 0 || condition.Labels.Contains(e.Label, StringComparer.Ordinal)) && (condition.Verdicts.Count == 0 || condition.Verdicts.Contains(e.Verdict)) && e.PeakScore >= condition.Least;

    private bool IsInZone(AvAnalysis analysis, AvEvent e) => condition.Zones.Count == 0
        || (e.Region is { } id && analysis.Regions.FirstOrDefault(region => region.Id == id) is { } region && Zone.Share(condition.Zones, region) >= condition.Overlap);
}

using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Engine.Alerts.Rules;

/// <summary>How one stream stands to one rule. Not thread-safe.</summary>
internal sealed class RuleWatch
{
    private readonly SoundTracker?[] _sounds;
    private DateTimeOffset? _holdsSince;
    private DateTimeOffset? _holdsNotSince;

    public RuleWatch(AlertRule rule, string stream)
    {
        (Rule, Stream) = (rule, stream);
        _sounds = [.. rule.When.Select(condition => condition is SoundCondition sound ? new SoundTracker(sound) : null)];
    }

    public AlertRule Rule { get; }

    public string Stream { get; }

    /// <summary>It was closed while its conditions held: before it can be set again, they must have gone.</summary>
    public bool MustGo { get; set; }

    /// <summary>The event that matched last, within its run.</summary>
    public (RunId Run, long Number)? Event { get; private set; }

    /// <summary>Moments may lie before the latest ones: results come late.</summary>
    public void Take(AvAnalysis analysis)
    {
        foreach (var tracker in _sounds)
        {
            tracker?.Take(analysis);
            if (tracker?.Last is { } last)
                Event = (analysis.Run, last);
        }
    }

    /// <summary>The run is over.</summary>
    public void Over()
    {
        foreach (var tracker in _sounds)
            tracker?.Over(default);
    }

    /// <summary>Looks how things stand.</summary>
    /// <param name="look">Null when the stream is gone.</param>
    /// <returns>Whether it is to be set, or cleared; null for neither.</returns>
    public bool? Judge(StreamLook? look, DateTimeOffset now)
    {
        var holds = look is not null;
        for (var i = 0; i < _sounds.Length; i++)
            holds &= Holds(i, look, now);                                                   // each is asked, for each forgets what has passed
        holds &= Rule.Schedule?.Holds(now) ?? true;
        if (holds)
        {
            _holdsNotSince = null;
            _holdsSince ??= now;
            return now - _holdsSince >= Rule.SetAfter ? true : null;
        }
        _holdsSince = null;
        _holdsNotSince ??= now;
        return now - _holdsNotSince >= Rule.ClearAfter ? false : null;
    }

    private bool Holds(int which, StreamLook? look, DateTimeOffset now) => Rule.When[which] switch
    {
        StateCondition { States: var states } => look is not null && states.Any(state => look.Now.Contains(state, StringComparer.Ordinal)),
        FaultCondition { Faults: var faults } => look is not null && faults.Any(fault => look.Found.Contains(fault, StringComparer.Ordinal)),
        _ => _sounds[which]!.Holds(now),
    };
}

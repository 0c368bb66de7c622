using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Engine.Alerts.Rules;

/// <summary>When somebody is to be told of a stream. It is looked at for each stream on its own; all its conditions must hold at once.</summary>
/// <param name="Title">What is the matter, in a few words.</param>
/// <param name="Streams">Of these streams; empty for all.</param>
/// <param name="Schedule">When it is looked at; null for always.</param>
/// <param name="SetAfter">So long the conditions must hold before the alert is set.</param>
/// <param name="ClearAfter">So long they must not hold before it is cleared.</param>
/// <param name="Cooldown">Shortest time from one telling that it is set to the next.</param>
/// <param name="CloseAfter">A cleared alert that nobody acknowledged is closed after so long.</param>
/// <param name="Escalation">What becomes of an alert that nobody acknowledges, in order of time.</param>
public sealed record AlertRule(
    string Name, string Title, bool IsEnabled, AlertSeverity Severity, IReadOnlyList<string> Streams, IReadOnlyList<AlertCondition> When, AlertSchedule? Schedule,
    TimeSpan SetAfter, TimeSpan ClearAfter, TimeSpan Cooldown, TimeSpan CloseAfter, IReadOnlyList<EscalationStep> Escalation)
{
    public bool IsFor(string stream) => IsEnabled && (Streams.Count == 0 || Streams.Contains(stream, StringComparer.Ordinal));
}

/// <summary>How bad it is.</summary>
public enum AlertSeverity
{
    Info,
    Minor,
    Major,
    Critical,
}

/// <summary>After so long without an acknowledgement it is so bad.</summary>
public sealed record EscalationStep(TimeSpan After, AlertSeverity Severity);

/// <summary>One thing that must be so.</summary>
public abstract record AlertCondition;

/// <summary>A sound, or a silent sight, is there; or came so often.</summary>
/// <param name="Labels">One of these; empty for any. So with verdicts.</param>
/// <param name="Least">Least score, 0..1.</param>
/// <param name="Length">It has gone on for so long.</param>
/// <param name="Zones">The region that makes it lies in one of these polygons; empty for anywhere, also without a region.</param>
/// <param name="Overlap">Share of the region that must lie in a zone, 0..1.</param>
/// <param name="Count">So many events within <paramref name="Within"/>.</param>
/// <param name="Within">Null: it holds while such an event goes on.</param>
/// <param name="ClearCount">With a count: it holds until no more than so many are left.</param>
public sealed record SoundCondition(
    IReadOnlyList<string> Labels, IReadOnlyList<EventVerdict> Verdicts, double Least, TimeSpan Length, IReadOnlyList<Zone> Zones, double Overlap, int Count, TimeSpan? Within, int ClearCount) : AlertCondition;

/// <summary>The stream is in one of these states: those of its status, `stalled`, `side-away` and `not-saved`.</summary>
public sealed record StateCondition(IReadOnlyList<string> States) : AlertCondition;

/// <summary>Monitoring finds one of these faults.</summary>
public sealed record FaultCondition(IReadOnlyList<string> Faults) : AlertCondition;

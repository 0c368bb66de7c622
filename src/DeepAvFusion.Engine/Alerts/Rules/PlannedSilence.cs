namespace DeepAvFusion.Engine.Alerts.Rules;

/// <summary>A time in which nobody is told of some streams or rules: maintenance, or a planned pause. What still holds when it is over is told then.</summary>
/// <param name="Streams">Of these; empty for all. So with rules.</param>
/// <param name="From">Null for always until <paramref name="To"/>; it ends there, or never where that is null.</param>
/// <param name="Schedule">Within that time only in these hours; null for all of it.</param>
public sealed record PlannedSilence(
    string Name, IReadOnlyList<string> Streams, IReadOnlyList<string> Rules, DateTimeOffset? From, DateTimeOffset? To, AlertSchedule? Schedule, string Reason)
{
    public bool Covers(string rule, string stream, DateTimeOffset now) =>
        (Streams.Count == 0 || Streams.Contains(stream, StringComparer.Ordinal)) && (Rules.Count == 0 || Rules.Contains(rule, StringComparer.Ordinal)) && IsOn(now);

    public bool IsOn(DateTimeOffset now) => (From is not { } from || now >= from) && (To is not { } to || now < to) && (Schedule is null || Schedule.Holds(now));
}

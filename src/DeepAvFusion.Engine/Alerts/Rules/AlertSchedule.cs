namespace DeepAvFusion.Engine.Alerts.Rules;

/// <summary>Hours of some days of the week, by the clock of a place. Hours that end before they begin go on into the next day.</summary>
/// <param name="Days">The days on which the hours begin; empty for all.</param>
/// <param name="From">Both null for the whole day.</param>
public sealed record AlertSchedule(IReadOnlyList<DayOfWeek> Days, TimeOnly? From, TimeOnly? To, TimeZoneInfo Place)
{
    public bool Holds(DateTimeOffset now)
    {
        var there = TimeZoneInfo.ConvertTime(now, Place);
        if (From is not { } from || To is not { } to)
            return IsOn(there.DayOfWeek);
        var time = TimeOnly.FromTimeSpan(there.TimeOfDay);
        if (from < to)
            return IsOn(there.DayOfWeek) && time >= from && time < to;
        return (IsOn(there.DayOfWeek) && time >= from) || (time < to && IsOn(there.AddDays(-1).DayOfWeek));
    }

    private bool IsOn(DayOfWeek day) => Days.Count == 0 || Days.Contains(day);
}

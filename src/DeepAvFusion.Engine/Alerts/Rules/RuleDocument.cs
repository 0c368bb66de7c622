namespace DeepAvFusion.Engine.Alerts.Rules;

/// <summary>A rule as people write it: in the API, on the page and, read from HOCON, in settings files. Times are seconds; what is left out has a default.</summary>
public sealed record RuleDocument
{
    public string? Name { get; init; }

    public string? Title { get; init; }

    public bool? Enabled { get; init; }

    /// <summary>`info`, `minor`, `major` or `critical`; `major` by default.</summary>
    public string? Severity { get; init; }

    public IReadOnlyList<string>? Streams { get; init; }

    public IReadOnlyList<ConditionDocument>? When { get; init; }

    public ScheduleDocument? Schedule { get; init; }

    public double? SetAfter { get; init; }

    public double? ClearAfter { get; init; }

    public double? Cooldown { get; init; }

    public double? CloseAfter { get; init; }

    public IReadOnlyList<EscalationDocument>? Escalation { get; init; }
}

/// <summary>Of a sound (labels, verdicts, least, length, zones, overlap, count, within, clearCount), of states, or of faults.</summary>
public sealed record ConditionDocument
{
    public IReadOnlyList<string>? Labels { get; init; }

    public IReadOnlyList<string>? Verdicts { get; init; }

    public double? Least { get; init; }

    public double? Length { get; init; }

    /// <summary>Polygons of corners of two shares each.</summary>
    public IReadOnlyList<IReadOnlyList<IReadOnlyList<double>>>? Zones { get; init; }

    public double? Overlap { get; init; }

    public int? Count { get; init; }

    public double? Within { get; init; }

    public int? ClearCount { get; init; }

    public IReadOnlyList<string>? States { get; init; }

    public IReadOnlyList<string>? Faults { get; init; }

    internal bool SaysOfSound => Labels is not null || Verdicts is not null || Least is not null || Length is not null || Zones is not null || Overlap is not null || Count is not null || Within is not null || ClearCount is not null;
}

/// <param name="Days">`mon` to `sun`.</param>
/// <param name="From">Such as `22:00`.</param>
/// <param name="TimeZone">Such as `Europe/Berlin`; UTC by default.</param>
public sealed record ScheduleDocument(IReadOnlyList<string>? Days, string? From, string? To, string? TimeZone);

/// <param name="After">Seconds without an acknowledgement.</param>
public sealed record EscalationDocument(double? After, string? Severity);

/// <summary>A planned silence as people write it.</summary>
public sealed record SilenceDocument
{
    public string? Name { get; init; }

    public IReadOnlyList<string>? Streams { get; init; }

    public IReadOnlyList<string>? Rules { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public ScheduleDocument? Schedule { get; init; }

    public string? Reason { get; init; }
}

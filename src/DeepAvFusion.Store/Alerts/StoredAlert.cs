namespace DeepAvFusion.Store.Alerts;

/// <summary>One alert as it is kept, from its opening to its closing. Moments are milliseconds since 1970.</summary>
public sealed record StoredAlert
{
    public const string Open = "open";
    public const string Acknowledged = "acknowledged";
    public const string Closed = "closed";

    /// <summary>Its name for good: `RULE.STREAM.OPENED`.</summary>
    public required string Id { get; init; }

    /// <summary>The rule that opened it.</summary>
    public required string Rule { get; init; }

    public required string Stream { get; init; }

    /// <summary>What is the matter, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>`info`, `minor`, `major` or `critical`.</summary>
    public required string Severity { get; init; }

    /// <summary><see cref="Open"/>, <see cref="Acknowledged"/> or <see cref="Closed"/>.</summary>
    public required string State { get; init; }

    /// <summary>Whether the rule's conditions hold at present.</summary>
    public required bool IsSet { get; init; }

    /// <summary>How often they came to hold.</summary>
    public required int Times { get; init; }

    /// <summary>The event that set it last; null where no event did.</summary>
    public string? Event { get; init; }

    public required long OpenedAt { get; init; }

    /// <summary>When the conditions came to hold last.</summary>
    public required long SetAt { get; init; }

    /// <summary>When they ceased to; null while they hold.</summary>
    public long? ClearedAt { get; init; }

    public long? ClosedAt { get; init; }

    /// <summary>The number of its last note that was handed to the outputs.</summary>
    public int Told { get; init; }

    /// <summary>What became of it, in order, numbered from 1.</summary>
    public IReadOnlyList<AlertNote> Notes { get; init; } = [];

    public bool IsClosed => State == Closed;
}

/// <summary>One thing that became of an alert.</summary>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Kind">`opened`, `set-again`, `cleared`, `acknowledged`, `commented`, `escalated` or `closed`.</param>
/// <param name="Who">Who did it: a person, or `rule`.</param>
/// <param name="Words">What is said of it; may be empty.</param>
public sealed record AlertNote(int Number, long At, string Kind, string Who, string Words);

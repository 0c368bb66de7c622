using DeepAvFusion.Core;

namespace DeepAvFusion.Store.Events;

/// <summary>One event as it is kept: a row of the database and a line of the spool. Moments are milliseconds since 1970.</summary>
public sealed record StoredEvent
{
    public required string Stream { get; init; }

    public required long Run { get; init; }

    /// <summary>Unique within the run.</summary>
    public required long Number { get; init; }

    public required string Label { get; init; }

    /// <summary>`heard-and-seen`, `heard-off-screen` or `seen-silent`.</summary>
    public required string Verdict { get; init; }

    public required long StartAt { get; init; }

    /// <summary>Of an open event the last moment that was heard of it.</summary>
    public required long EndAt { get; init; }

    /// <summary>True while it goes on.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>Highest score, 0..1.</summary>
    public required double Peak { get; init; }

    /// <summary>Scores of the heads in the window of the peak, 0..1; null where the label was not among the best then.</summary>
    public double? Image { get; init; }

    public double? Audio { get; init; }

    public double? Fusion { get; init; }

    /// <summary>Id of the region that made it, within the run.</summary>
    public int? Region { get; init; }

    /// <summary>Level of the loudest window, dBFS RMS.</summary>
    public required double Loudness { get; init; }

    /// <summary>What the window of the peak was like, for <see cref="SimilarEvents"/> (<see cref="Events.Embedding"/>); null where the model does not tell.</summary>
    public byte[]? Embedding { get; init; }

    /// <summary>The weights that said it.</summary>
    public required string Model { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>`trained` or `untrained`.</summary>
    public required string Training { get; init; }

    public EventId Id => new(new StreamId(Stream), new RunId(Run), Number);

    public DateTimeOffset Start => DateTimeOffset.FromUnixTimeMilliseconds(StartAt);

    public DateTimeOffset End => DateTimeOffset.FromUnixTimeMilliseconds(EndAt);
}

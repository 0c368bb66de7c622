using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Training.Online;

/// <summary>What is kept of a sample, without its media and features.</summary>
public sealed record SampleSummary
{
    public required SampleId Id { get; init; }

    /// <summary>What was said of it; null for an unflagged window of the reservoir.</summary>
    public required Correction? Correction { get; init; }

    public required string Stream { get; init; }

    public required long Run { get; init; }

    /// <summary>Seconds on the stream's clock.</summary>
    public required double Start { get; init; }

    /// <summary>Seconds on the stream's clock.</summary>
    public required double End { get; init; }

    public required DateTimeOffset CapturedAt { get; init; }

    /// <summary>Which version said the scores.</summary>
    public required ModelIdentity Model { get; init; }

    /// <summary>The best scores, highest first.</summary>
    public required IReadOnlyList<LabelScore> Scores { get; init; }

    public required bool HasPicture { get; init; }

    public required bool HasSound { get; init; }

    /// <summary>Bytes on disk.</summary>
    public long Bytes { get; init; }

    /// <summary>Samples of the same group are never split between fitting and judging: those of one event of one stream.</summary>
    internal string Split => Correction is null ? $"{Stream}/{Run}/{(int)(Start / 60)}" : $"{Stream}/{Run}/{Correction.Group}";
}

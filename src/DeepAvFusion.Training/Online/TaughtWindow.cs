using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Training.Online;

/// <summary>One window with what the analyzer made of it, as a sample for teaching. Managed and immutable.</summary>
public sealed record TaughtWindow
{
    public required StreamId Stream { get; init; }

    public required RunId Run { get; init; }

    public required MediaTime Start { get; init; }

    public required MediaTime End { get; init; }

    /// <summary>Wall time of its last sample.</summary>
    public required DateTimeOffset CapturedAt { get; init; }

    /// <summary>Which version said the scores.</summary>
    public required ModelIdentity Model { get; init; }

    public required IReadOnlyList<LabelScore> Scores { get; init; }

    public required WindowFeatures Features { get; init; }

    /// <summary>The picture as JPEG or PNG; empty where there is none.</summary>
    public required ReadOnlyMemory<byte> Picture { get; init; }

    /// <summary>The sound, mono at <see cref="AudioClock.Rate"/>; empty where there is none.</summary>
    public required ReadOnlyMemory<float> Sound { get; init; }
}

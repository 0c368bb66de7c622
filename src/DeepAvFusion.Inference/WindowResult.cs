using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Events;
using DeepAvFusion.Inference.Regions;
using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Inference;

/// <summary>What the networks said of one window on its own, before it is joined to the windows around it. Disposing it gives the buffers back.</summary>
public sealed class WindowResult : IDisposable
{
    public required ModelIdentity Model { get; init; }

    /// <summary>Every label's scores in the model's order.</summary>
    public required IReadOnlyList<LabelScore> Scores { get; init; }

    /// <summary>When each label sounds within the window; null where the model does not tell.</summary>
    public HeardTimes? Heard { get; init; }

    public required SoundLevel Level { get; init; }

    /// <summary>Null without a picture.</summary>
    public required SoundingMap? Map { get; init; }

    public required IReadOnlyList<RegionResult> Regions { get; init; }

    /// <summary>The window's sound itself.</summary>
    public required Lease<float> Mixture { get; init; }

    public required StageTimes Times { get; init; }

    /// <summary>What the window is like as a whole, of length one; null where the model does not tell.</summary>
    public float[]? Embedding { get; init; }

    /// <summary>What the labels were scored from, for teaching; null where the model cannot be taught.</summary>
    public WindowFeatures? Features { get; init; }

    /// <summary>The same result with its time of waiting noted.</summary>
    public WindowResult WithQueue(TimeSpan queue) => new()
    {
        Model = Model,
        Scores = Scores,
        Heard = Heard,
        Level = Level,
        Map = Map,
        Regions = Regions,
        Mixture = Mixture,
        Times = Times with { Queue = queue },
        Embedding = Embedding,
        Features = Features,
    };

    public void Dispose()
    {
        Mixture.Dispose();
        foreach (var region in Regions)
            region.Sound.Dispose();
    }
}

/// <summary>One region of one window with its own label and its own sound.</summary>
/// <param name="Sound">The region's share of the mixture, as long as the window.</param>
public sealed record RegionResult(FoundRegion Region, string? Label, double LabelScore, SoundLevel Level, Lease<float> Sound);

using DeepAvFusion.Scenes.Kinds;

namespace DeepAvFusion.Scenes.Generate;

/// <summary>What one clip of a data set is to show.</summary>
internal sealed record ClipPlan
{
    /// <summary>Unique in its set, eleven letters and digits.</summary>
    public required string Id { get; init; }

    /// <summary>Kinds that are seen and heard.</summary>
    public required IReadOnlyList<SceneKind> Sounding { get; init; }

    /// <summary>Kinds that are heard only.</summary>
    public IReadOnlyList<SceneKind> OffScreen { get; init; } = [];

    /// <summary>Kinds that are seen only.</summary>
    public IReadOnlyList<SceneKind> Silent { get; init; } = [];

    /// <summary>Seconds.</summary>
    public required int Length { get; init; }

    /// <summary>Whether everything sounds all the time, or with pauses.</summary>
    public bool Steady { get; init; }

    /// <summary>train, val or test.</summary>
    public required string Split { get; init; }

    /// <summary>Where the layout puts it, below the set's folder.</summary>
    public required string Path { get; init; }

    public IEnumerable<SceneKind> Heard => Sounding.Concat(OffScreen);
}

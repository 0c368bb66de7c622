namespace DeepAvFusion.Model.Presets;

/// <summary>How video tokens attend to each other.</summary>
public enum VideoAttention
{
    /// <summary><c>joint_all</c>: over all tokens at once.</summary>
    Joint,

    /// <summary><c>divided_space_time</c>: over time at every place, then over places in every frame.</summary>
    Divided,
}

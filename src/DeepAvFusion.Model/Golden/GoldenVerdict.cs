namespace DeepAvFusion.Model.Golden;

/// <summary>How one recorded result compares with this build.</summary>
public enum GoldenVerdict
{
    /// <summary>Within the tolerance.</summary>
    Passed,

    /// <summary>Outside the tolerance, or not computed.</summary>
    Failed,

    /// <summary>Not compared; the reason says why.</summary>
    Skipped,
}

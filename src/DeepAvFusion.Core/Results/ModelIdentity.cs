namespace DeepAvFusion.Core.Results;

/// <summary>Which model made a result. Every output that people see carries it.</summary>
/// <param name="Name">Preset or file name, such as `tiny` or `scenes-tiny`.</param>
/// <param name="Sha256">Hex digest of the weights' file; for untrained weights `seed:N`.</param>
/// <param name="IsTrained">False while the weights are only initialised: results then mean nothing.</param>
public sealed record ModelIdentity(string Name, string Sha256, bool IsTrained)
{
    /// <summary>Number of the version that operators taught; 0 as it came.</summary>
    public int Version { get; init; }

    /// <summary>`untrained` or `trained`, the word outputs carry.</summary>
    public string Training => IsTrained ? "trained" : "untrained";
}

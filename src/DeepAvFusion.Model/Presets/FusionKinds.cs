namespace DeepAvFusion.Model.Presets;

/// <summary>The published names of the fusion kinds.</summary>
public static class FusionKinds
{
    /// <summary>Reads <c>factorized_mmi</c>, <c>dense_mmi</c> or <c>token</c>.</summary>
    /// <exception cref="ModelConfigurationException">Any other name.</exception>
    public static FusionKind Parse(string name) => name switch
    {
        "factorized_mmi" => FusionKind.Factorized,
        "dense_mmi" => FusionKind.Dense,
        "token" => FusionKind.Token,
        _ => throw new ModelConfigurationException("fusion", [$"unknown fusion kind '{name}'; known are factorized_mmi, dense_mmi, token"]),
    };

    /// <summary>The published name of <paramref name="kind"/>.</summary>
    public static string Name(this FusionKind kind) => kind switch
    {
        FusionKind.Factorized => "factorized_mmi",
        FusionKind.Dense => "dense_mmi",
        _ => "token",
    };
}

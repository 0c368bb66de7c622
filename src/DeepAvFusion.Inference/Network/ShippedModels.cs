namespace DeepAvFusion.Inference.Network;

/// <summary>Trained models that come with the program, by name.</summary>
public static class ShippedModels
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>Names of the models that are there.</summary>
    public static IReadOnlyList<string> Names { get; } = Directory.Exists(Folder)
        ? [.. Directory.EnumerateDirectories(Folder).Where(folder => File.Exists(Weights(folder))).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The weights of a model; null when no such model came with the program.</summary>
    public static string? Find(string name) => Names.Contains(name) ? Weights(Path.Combine(Folder, name)) : null;

    private static string Weights(string folder) => Path.Combine(folder, "model.safetensors");
}

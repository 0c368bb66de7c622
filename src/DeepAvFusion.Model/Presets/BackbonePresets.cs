namespace DeepAvFusion.Model.Presets;

/// <summary>Backbone sizes known by name, on 224x224 images (160x160 for the tiny one) and 128x192 spectrograms.</summary>
public static class BackbonePresets
{
    private static readonly Dictionary<string, (int Width, int Depth, int Heads, int Patch)> Sizes = new(StringComparer.Ordinal)
    {
        ["vit_tiny"] = (192, 4, 3, 16),
        ["vit_small"] = (384, 12, 6, 16),
        ["vit_base"] = (768, 12, 12, 16),
        ["vit_large"] = (1024, 24, 16, 16),
        ["vit_huge"] = (1280, 32, 16, 14),
    };

    /// <summary>The full image input.</summary>
    public static InputSize ImageInput { get; } = new(224, 224);

    /// <summary>The image input of the tiny backbone, which is meant for a CPU.</summary>
    public static InputSize TinyImageInput { get; } = new(160, 160);

    /// <summary>The full log-mel input: bands x frames.</summary>
    public static InputSize AudioInput { get; } = new(128, 192);

    /// <summary>Names that <see cref="Image"/> and <see cref="Audio"/> know.</summary>
    public static IReadOnlyCollection<string> Names => Sizes.Keys;

    /// <summary>The image backbone called <paramref name="name"/>.</summary>
    /// <exception cref="ModelConfigurationException">The name is unknown, or the size does not fit the patches.</exception>
    public static BackboneConfig Image(string name, InputSize? input = null) => Make(name, channels: 3, input ?? (name == "vit_tiny" ? TinyImageInput : ImageInput));

    /// <summary>The audio backbone called <paramref name="name"/>.</summary>
    /// <exception cref="ModelConfigurationException">The name is unknown, or the size does not fit the patches.</exception>
    public static BackboneConfig Audio(string name, InputSize? input = null) => Make(name, channels: 1, input ?? AudioInput);

    /// <summary>The backbone called <paramref name="name"/> on an input that may not fit (<see cref="BackboneConfig.Problems"/>).</summary>
    /// <exception cref="ModelConfigurationException">The name is unknown.</exception>
    public static BackboneConfig Unchecked(string name, int channels, InputSize input) => Sizes.TryGetValue(name, out var size)
        ? new BackboneConfig(channels, input, size.Patch, size.Width, size.Depth, size.Heads)
        : throw new ModelConfigurationException("backbone", [$"unknown backbone '{name}'; known are {string.Join(", ", Sizes.Keys)}"]);

    private static BackboneConfig Make(string name, int channels, InputSize input)
    {
        var config = Unchecked(name, channels, input);
        ModelConfigurationException.ThrowIfAny("backbone", config.Problems(name));
        return config;
    }
}

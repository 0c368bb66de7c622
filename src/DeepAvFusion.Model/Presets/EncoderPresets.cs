namespace DeepAvFusion.Model.Presets;

/// <summary>Encoders known by name: the full sizes, and a tiny one of the same layout for a CPU.</summary>
public static class EncoderPresets
{
    /// <summary>Names that <see cref="Named"/> knows without further advice; it also knows <c>huge</c>, whose patches do not divide 128x192.</summary>
    public static IReadOnlyList<string> Names { get; } = ["tiny", "small", "base", "large"];

    /// <summary>All names, the one that needs other spectrograms included.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Names, "huge"];

    /// <summary>
    /// Channels of the finest maps in the segmentation head of a preset: 128 as published, 32 for the tiny one, whose head would
    /// otherwise take ten times as long as its encoder.
    /// </summary>
    public static int SegmentationWidth(string name) => name == "tiny" ? 32 : 128;

    /// <summary>
    /// Whether a joint model of a preset has heads that see the network's inputs: the tiny one, whose tokens are narrower than the patches they stand for.
    /// </summary>
    public static bool HasDetailHeads(string name) => name == "tiny";

    /// <summary>The encoder called <paramref name="name"/>.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="kind">Fusion kind.</param>
    /// <param name="attentionRatio">0.25 in the VGGSound release, 1 in the AudioSet release.</param>
    /// <param name="mlpRatio">1 in the VGGSound release, 4 in the AudioSet release.</param>
    /// <param name="audioInput">Spectrogram size; null for 128x192. Huge needs sides divisible by 14.</param>
    /// <exception cref="ModelConfigurationException">The name is unknown, or the spectrogram does not fit the patches.</exception>
    public static EncoderConfig Named(
        string name, FusionKind kind = FusionKind.Factorized, double attentionRatio = 0.25, double mlpRatio = 1, InputSize? audioInput = null)
    {
        var tokens = Tokens(name);
        var image = BackbonePresets.Image($"vit_{name}");
        var audio = BackbonePresets.Audio($"vit_{name}", audioInput);
        return new EncoderConfig(image, audio, new FusionConfig(kind, FusionLayers.All, tokens, image.Heads, attentionRatio, mlpRatio));
    }

    /// <summary>Fusion tokens of the encoder called <paramref name="name"/>.</summary>
    /// <exception cref="ModelConfigurationException">The name is unknown.</exception>
    public static FusionTokens Tokens(string name) => name switch
    {
        "tiny" or "small" => new FusionTokens(8, 4, 4),
        "base" => new FusionTokens(16, 8, 8),
        "large" => new FusionTokens(32, 12, 12),
        "huge" => new FusionTokens(64, 16, 16),
        _ => throw new ModelConfigurationException("encoder", [$"unknown preset '{name}'; known are {string.Join(", ", Names)}"]),
    };
}

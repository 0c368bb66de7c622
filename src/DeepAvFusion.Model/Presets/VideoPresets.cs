namespace DeepAvFusion.Model.Presets;

/// <summary>Video encoders known by name, on 16 frames of 224x224 and 128x192 spectrograms.</summary>
public static class VideoPresets
{
    private const int Frames = 16;
    private const int FramePatch = 2;

    /// <summary>The encoder called <paramref name="name"/>: small, base, large or huge.</summary>
    /// <param name="name">Size.</param>
    /// <param name="audioInput">Spectrogram size; huge has patches of 14 and needs one divisible by 14.</param>
    /// <exception cref="ModelConfigurationException">The name is unknown, or the spectrogram does not fit the patches.</exception>
    public static VideoEncoderConfig Named(string name, InputSize? audioInput = null)
    {
        var (tokens, heads) = name switch
        {
            "small" => (new FusionTokens(8, 4, 4), 6),
            "base" => (new FusionTokens(16, 8, 8), 12),
            "large" => (new FusionTokens(32, 12, 12), 16),
            "huge" => (new FusionTokens(64, 16, 16), 16),
            _ => throw new ModelConfigurationException("video", [$"unknown video preset '{name}'; known are small, base, large, huge"]),
        };
        var image = BackbonePresets.Image($"vit_{name}");
        var video = new VideoBackboneConfig(Frames, image.Input, FramePatch, image.Patch, image.Width, image.Depth, image.Heads);
        var fusion = new FusionConfig(FusionKind.Factorized, FusionLayers.All, tokens, heads);
        return new VideoEncoderConfig(video, BackbonePresets.Audio($"vit_{name}", audioInput), fusion);
    }
}

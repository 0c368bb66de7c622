using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Training.Tests;

/// <summary>Networks small enough to train in a test.</summary>
internal static class TinyModels
{
    public static EncoderConfig Encoder(int width = 16) => new(
        new BackboneConfig(3, new InputSize(32, 32), 16, width, 1, 2),
        new BackboneConfig(1, new InputSize(32, 48), 16, width, 1, 2),
        new FusionConfig(FusionKind.Factorized, FusionLayers.All, new FusionTokens(2, 2, 2), 2));

    public static AutoencoderConfig Autoencoder() => new(
        Encoder(), new DecoderConfig(0.5, Depth: 1), new DecoderConfig(0.5, Depth: 1), Width: 16, Heads: 2);
}

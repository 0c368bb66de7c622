using System.Text.Json;

namespace DeepAvFusion.Model.Presets;

/// <summary>An encoder's configuration as JSON, as checkpoints carry it. Drop rates are of training and stay out.</summary>
public static class EncoderText
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public static string Write(EncoderConfig encoder)
    {
        var fusion = encoder.Fusion;
        var tokens = fusion.Tokens;
        return JsonSerializer.Serialize(
            new Encoder(
                Of(encoder.Image), Of(encoder.Audio),
                new Fusion(fusion.Kind.Name(), fusion.Layers.ToString(), [tokens.Pairs, tokens.Image, tokens.Audio], fusion.Heads, fusion.AttentionRatio, fusion.MlpRatio)),
            Json);
    }

    /// <exception cref="FormatException">It is not such a text, or of an encoder that cannot be built.</exception>
    public static EncoderConfig Read(string text)
    {
        try
        {
            var read = JsonSerializer.Deserialize<Encoder>(text, Json) ?? throw new FormatException("the encoder's description is empty");
            if (read.Fusion.Tokens is not [var pairs, var image, var audio])
                throw new FormatException($"the encoder's description has {read.Fusion.Tokens.Length} numbers of fusion tokens; there must be 3");
            var encoder = new EncoderConfig(
                Of(read.Image, channels: 3), Of(read.Audio, channels: 1),
                new FusionConfig(
                    FusionKinds.Parse(read.Fusion.Arch), FusionLayers.Parse(read.Fusion.Layers), new FusionTokens(pairs, image, audio), read.Fusion.Heads, read.Fusion.AttnRatio, read.Fusion.MlpRatio));
            ModelConfigurationException.ThrowIfAny("encoder", encoder.Problems());
            return encoder;
        }
        catch (Exception trouble) when (trouble is JsonException or ModelConfigurationException)
        {
            throw new FormatException($"the encoder's description makes no sense: {trouble.Message}", trouble);
        }
    }

    private static Backbone Of(BackboneConfig config) => new([config.Input.Height, config.Input.Width], config.Patch, config.Width, config.Depth, config.Heads, config.MlpRatio);

    private static BackboneConfig Of(Backbone backbone, int channels) => backbone.Input is [var height, var width]
        ? new BackboneConfig(channels, new InputSize(height, width), backbone.Patch, backbone.Width, backbone.Depth, backbone.Heads, backbone.MlpRatio)
        : throw new FormatException("the encoder's description lacks an input's height or width");

    private sealed record Encoder(Backbone Image, Backbone Audio, Fusion Fusion);

    private sealed record Backbone(int[] Input, int Patch, int Width, int Depth, int Heads, double MlpRatio);

    private sealed record Fusion(string Arch, string Layers, int[] Tokens, int Heads, double AttnRatio, double MlpRatio);
}

using System.Text.Json.Nodes;
using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Benchmarks.Beside;

/// <summary>Tells the program beside which network to build.</summary>
internal static class PlainConfig
{
    /// <exception cref="ArgumentException">The plain program has factorised fusion in every layer only.</exception>
    public static JsonObject Of(EncoderConfig config)
    {
        var fusion = config.Fusion;
        if (fusion.Kind != FusionKind.Factorized || !fusion.Layers.Equals(FusionLayers.All) || config.Image.Depth != config.Audio.Depth)
            throw new ArgumentException("The plain network fuses every layer by factorised interactions.", nameof(config));
        return new JsonObject
        {
            ["image"] = Backbone(config.Image),
            ["audio"] = Backbone(config.Audio),
            ["fusion"] = new JsonObject
            {
                ["width"] = config.Width,
                ["tokens"] = new JsonArray(fusion.Tokens.Pairs, fusion.Tokens.Image, fusion.Tokens.Audio),
                ["heads"] = fusion.Heads,
                ["attentionWidth"] = fusion.AttentionWidth(config.Width),
                ["mlpRatio"] = fusion.MlpRatio,
            },
        };
    }

    /// <summary>Adds the decoders of the masked autoencoder.</summary>
    public static JsonObject Of(AutoencoderConfig config)
    {
        var plain = Of(config.Encoder);
        plain["decoder"] = new JsonObject
        {
            ["width"] = config.Width,
            ["heads"] = config.Heads,
            ["mlpRatio"] = config.MlpRatio,
            ["depth"] = config.Image.Depth,
            ["imageKept"] = config.Image.Kept(config.Encoder.Image.Grid.Cells),
            ["audioKept"] = config.Audio.Kept(config.Encoder.Audio.Grid.Cells),
        };
        return plain;
    }

    private static JsonObject Backbone(BackboneConfig config) => new()
    {
        ["channels"] = config.Channels,
        ["height"] = config.Input.Height,
        ["widthPixels"] = config.Input.Width,
        ["patches"] = config.Grid.Cells,
        ["patch"] = config.Patch,
        ["width"] = config.Width,
        ["depth"] = config.Depth,
        ["heads"] = config.Heads,
        ["mlpRatio"] = config.MlpRatio,
    };
}

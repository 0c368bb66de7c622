using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Benchmarks.Forward;

/// <summary>Floating-point operations of an encoder as it is written plainly, two for each multiplication and addition.</summary>
internal static class FlopCount
{
    /// <summary>Operations of one window.</summary>
    public static double Encoder(EncoderConfig config)
    {
        var fusion = config.Fusion;
        var guests = fusion.Tokens.Total;
        var streams = Stream(config.Image, guests) + Stream(config.Audio, guests);
        return streams + (config.ExecutedLayers * Fusion(config));
    }

    private static double Stream(BackboneConfig config, int guests)
    {
        double width = config.Width, tokens = config.Grid.Cells + guests;
        var patches = Product(config.Grid.Cells, config.PatchNumbers, width);
        var attention = Product(tokens, width, 3 * width) + (2 * Product(tokens, width, tokens)) + Product(tokens, width, width);
        var mlp = 2 * Product(tokens, width, width * config.MlpRatio);
        return patches + (config.Depth * (attention + mlp));
    }

    private static double Fusion(EncoderConfig config)
    {
        var (fusion, width) = (config.Fusion, (double)config.Width);
        var (reduced, pairs) = (fusion.AttentionWidth(config.Width), (double)fusion.Tokens.Image * fusion.Tokens.Audio);
        var gather = Gather(fusion.Tokens.Image, config.Image.Grid.Cells, width) + Gather(fusion.Tokens.Audio, config.Audio.Grid.Cells, width);
        var read = Product(fusion.Tokens.Pairs, width, reduced) + Product(pairs, 2 * width, reduced) + Product(pairs, 2 * width, width)
            + Product(fusion.Tokens.Pairs, reduced, pairs) + Product(fusion.Tokens.Pairs, width, pairs) + Product(fusion.Tokens.Pairs, width, width);
        return gather + read + (2 * Product(fusion.Tokens.Total, width, width * fusion.MlpRatio));
    }

    private static double Gather(double tokens, double sources, double width) =>
        (2 * Product(tokens, width, width)) + Product(sources, width, 2 * width) + (2 * Product(tokens, width, sources));

    private static double Product(double rows, double inner, double columns) => 2 * rows * inner * columns;
}

namespace DeepAvFusion.Model.Presets;

/// <summary>The fusion blocks of an encoder.</summary>
/// <param name="Kind">How tokens gather.</param>
/// <param name="Layers">Which layers fuse.</param>
/// <param name="Tokens">Numbers of fusion tokens.</param>
/// <param name="Heads">Attention heads of the fusion blocks.</param>
/// <param name="AttentionRatio">Width of queries and keys, as a share of the encoder's width.</param>
/// <param name="MlpRatio">Hidden width of the MLP, as a multiple of the width.</param>
public sealed record FusionConfig(
    FusionKind Kind, FusionLayers Layers, FusionTokens Tokens, int Heads, double AttentionRatio = 0.25, double MlpRatio = 1)
{
    /// <summary>Width of queries and keys in an encoder of width <paramref name="width"/>.</summary>
    public int AttentionWidth(int width) => (int)(width * AttentionRatio);

    internal IEnumerable<string> Problems(int width, int depth)
    {
        var reduced = AttentionWidth(width);
        if (Heads < 1 || width % Heads != 0) yield return $"width {width} is not divisible by the {Heads} fusion heads";
        if (Heads >= 1 && (reduced < 1 || reduced % Heads != 0))
            yield return $"fusion attention width {reduced} (width {width} x ratio {AttentionRatio}) is not divisible by the {Heads} fusion heads";
        if ((int)(width * MlpRatio) < 1) yield return $"fusion MLP ratio {MlpRatio} leaves no hidden channel";
        if (Tokens.Pairs < 1 || Tokens.Image < 0 || Tokens.Audio < 0)
            yield return $"fusion tokens {Tokens.Pairs}/{Tokens.Image}/{Tokens.Audio} must be at least 1/0/0";
        if (Kind == FusionKind.Factorized && (Tokens.Image < 1 || Tokens.Audio < 1))
            yield return "factorized fusion needs at least one image-aggregating and one audio-aggregating token";
        if (Layers.Highest >= depth) yield return $"fusion layer {Layers.Highest} does not exist; the layers are 0 to {depth - 1}";
    }
}

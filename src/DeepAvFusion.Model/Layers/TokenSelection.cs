using static TorchSharp.torch;

namespace DeepAvFusion.Model.Layers;

/// <summary>Picks tokens by index, per sample.</summary>
internal static class TokenSelection
{
    /// <param name="tokens">[B, N, D]</param>
    /// <param name="indices">[B, K], int64, in the order wanted</param>
    /// <returns>[B, K, D]</returns>
    /// <exception cref="ShapeException">The indices are not one row per sample.</exception>
    public static Tensor Select(Tensor tokens, Tensor indices)
    {
        if (indices.shape is not [var batch, _] || batch != tokens.shape[0])
            throw new ShapeException("list of kept patches", indices.shape, $"[{tokens.shape[0]}, kept]");
        using var scope = NewDisposeScope();
        var everyChannel = indices.unsqueeze(2).expand(-1, -1, tokens.shape[2]);      // [B, K, D]
        return tokens.gather(1, everyChannel).MoveToOuterDisposeScope();
    }
}

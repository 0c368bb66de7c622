using DeepAvFusion.Model.Layers;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Fusion;

/// <summary>Attention over all pairs of a first and a second token whose keys and values are linear in the pair.</summary>
/// <remarks>
/// Key and value of a pair are sums of one part per member. The logits are then sums too, the softmax over pairs is
/// the product of two softmaxes, and the result is the sum of two ordinary attentions: no pair is ever built.
/// Only dropout of attention weights, which picks single pairs, needs them.
/// </remarks>
internal static class PairAttention
{
    /// <param name="query">[B, Nq, R]</param>
    /// <param name="first">Keys [B, N1, R] and values [B, N1, V] of the first members</param>
    /// <param name="second">Keys [B, N2, R] and values [B, N2, V] of the second members</param>
    /// <param name="heads">Number of heads</param>
    /// <param name="scale">Factor of the logits</param>
    /// <param name="dropout">Dropout of the attention weights; 0 outside training</param>
    /// <returns>[B, Nq, V]</returns>
    public static Tensor Attend(
        Tensor query, (Tensor Keys, Tensor Values) first, (Tensor Keys, Tensor Values) second, int heads, double scale, double dropout)
    {
        using var scope = NewDisposeScope();
        var result = dropout == 0
            ? MultiHeadAttention.Attend(query, first.Keys, first.Values, heads, scale)
                + MultiHeadAttention.Attend(query, second.Keys, second.Values, heads, scale)
            : MultiHeadAttention.Attend(query, Pairs(first.Keys, second.Keys), Pairs(first.Values, second.Values), heads, scale, dropout);
        return result.MoveToOuterDisposeScope();
    }

    private static Tensor Pairs(Tensor first, Tensor second) =>
        (first.unsqueeze(2) + second.unsqueeze(1)).flatten(1, 2);              // [B, N1 x N2, C]
}

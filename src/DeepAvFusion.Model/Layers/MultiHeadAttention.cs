using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Layers;

/// <summary>Attention with heads in consecutive groups of channels.</summary>
internal static class MultiHeadAttention
{
    /// <summary>The usual scale: one over the root of the channels per head.</summary>
    public static double Scale(int width, int heads) => 1 / Math.Sqrt(width / heads);

    /// <summary>Weighted sums of values, heads joined in order.</summary>
    /// <param name="query">[B, Nq, C]</param>
    /// <param name="key">[B, Nk, C]</param>
    /// <param name="value">[B, Nk, C']</param>
    /// <param name="heads">Number of heads; divides C and C'.</param>
    /// <param name="scale">Factor of the logits.</param>
    /// <param name="dropout">Dropout of the attention weights; 0 outside training.</param>
    /// <returns>[B, Nq, C']</returns>
    public static Tensor Attend(Tensor query, Tensor key, Tensor value, int heads, double scale, double dropout = 0)
    {
        using var scope = NewDisposeScope();
        var usual = Math.Sqrt(query.shape[2] / heads);                         // what the fused kernel divides by
        var factor = scale * usual;
        var q = Split(Math.Abs(factor - 1) < 1e-12 ? query : query * factor, heads);                    // [B, h, Nq, C/h]
        var mixed = functional.scaled_dot_product_attention(q, Split(key, heads), Split(value, heads), p: dropout);
        return mixed.transpose(1, 2).flatten(2).MoveToOuterDisposeScope();     // [B, h, Nq, C'/h] -> [B, Nq, C']
    }

    private static Tensor Split(Tensor tokens, int heads)
    {
        var (batch, count, width) = (tokens.shape[0], tokens.shape[1], tokens.shape[2]);
        return tokens.reshape(batch, count, heads, width / heads).transpose(1, 2);
    }
}

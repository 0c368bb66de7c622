using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Heads;

/// <summary>From token sequences to maps.</summary>
internal static class TokenMaps
{
    /// <param name="tokens">[B, N, D] in row-major order</param>
    /// <param name="grid">Rows and columns of the tokens</param>
    /// <returns>[B, D, rows, columns]</returns>
    public static Tensor ToMap(Tensor tokens, GridSize grid)
    {
        using var scope = NewDisposeScope();
        return tokens.transpose(1, 2).reshape(tokens.shape[0], tokens.shape[2], grid.Rows, grid.Columns).MoveToOuterDisposeScope();
    }
}

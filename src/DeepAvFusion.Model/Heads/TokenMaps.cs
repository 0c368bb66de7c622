using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Heads;

/// <summary>Between token sequences and maps.</summary>
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

    /// <summary>Repeats a vector over a map.</summary>
    /// <param name="vector">[B, D]</param>
    /// <param name="rows">Rows of the map</param>
    /// <param name="columns">Columns of the map</param>
    /// <returns>[B, D, rows, columns], without copying</returns>
    public static Tensor Repeat(Tensor vector, long rows, long columns)
    {
        using var scope = NewDisposeScope();
        return vector.unsqueeze(-1).unsqueeze(-1).expand(-1, -1, rows, columns).MoveToOuterDisposeScope();
    }
}

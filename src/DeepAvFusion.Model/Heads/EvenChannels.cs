using static TorchSharp.torch;

namespace DeepAvFusion.Model.Heads;

/// <summary>3x3 convolution of channels that have one value all over the map.</summary>
/// <remarks>
/// Inside, every place gets the same sum over the kernel; only along the border do some taps reach outside. So a few numbers
/// per channel take the place of a convolution, exactly.
/// </remarks>
internal static class EvenChannels
{
    /// <param name="values">[B, K], the value of every channel</param>
    /// <param name="kernel">[outputs, K, 3, 3]</param>
    /// <param name="rows">Rows of the map</param>
    /// <param name="columns">Columns of the map</param>
    /// <returns>[B, outputs, rows, columns], as from a convolution padded with one ring of zeros</returns>
    public static Tensor Convolve(Tensor values, Tensor kernel, long rows, long columns)
    {
        using var scope = NewDisposeScope();
        var outputs = kernel.shape[0];
        var taps = values.matmul(kernel.permute(1, 0, 2, 3).flatten(1)).reshape(-1, outputs, 3, 3);    // [B, outputs, 3, 3]
        var (down, across) = (Inside(rows, values), Inside(columns, values));                          // [rows, 3], [columns, 3]
        return down.matmul(taps).matmul(across.transpose(0, 1)).MoveToOuterDisposeScope();             // [B, outputs, rows, columns]
    }

    /// <summary>1 where the tap before, at or after a place lies on the map.</summary>
    private static Tensor Inside(long length, Tensor like)
    {
        var taps = new float[length * 3];
        Array.Fill(taps, 1);
        (taps[0], taps[^1]) = (0, 0);
        return tensor(taps, [length, 3], dtype: like.dtype, device: like.device);
    }
}

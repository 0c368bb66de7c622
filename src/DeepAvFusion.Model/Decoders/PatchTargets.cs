using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Decoders;

/// <summary>What a decoder has to reconstruct.</summary>
public static class PatchTargets
{
    private const double VarianceEpsilon = 1e-6;

    /// <summary>Cuts pictures into patches; inside a patch the order is row, column, channel.</summary>
    /// <param name="picture">[B, C, H, W]</param>
    /// <param name="config">Backbone whose patches these are</param>
    /// <returns>[B, L, p x p x C]</returns>
    public static Tensor Patchify(Tensor picture, BackboneConfig config)
    {
        using var scope = NewDisposeScope();
        var (grid, side) = (config.Grid, config.Patch);
        return picture
            .reshape(-1, config.Channels, grid.Rows, side, grid.Columns, side)         // [B, C, rows, p, columns, p]
            .permute(0, 2, 4, 3, 5, 1)                                                 // [B, rows, columns, p, p, C]
            .reshape(-1, grid.Cells, config.PatchNumbers).MoveToOuterDisposeScope();
    }

    /// <summary>Normalises every patch with its own mean and unbiased variance.</summary>
    /// <param name="patches">[B, L, P]</param>
    /// <returns>[B, L, P]</returns>
    public static Tensor Normalize(Tensor patches)
    {
        using var scope = NewDisposeScope();
        var mean = patches.mean([-1], keepdim: true);                                  // [B, L, 1]
        var variance = patches.var(-1, unbiased: true, keepdim: true);                 // [B, L, 1]
        return ((patches - mean) / (variance + VarianceEpsilon).sqrt()).MoveToOuterDisposeScope();
    }
}

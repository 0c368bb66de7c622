using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Heads;

/// <summary>Parts of pictures over which tokens are averaged: how much of each patch belongs to each part. Any number of parts of any pictures of a batch.</summary>
/// <param name="Weights">[R, patches], 0..1</param>
/// <param name="Pictures">[R], which picture of the batch each part is of</param>
public sealed record PicturePools(Tensor Weights, Tensor Pictures)
{
    private const double Least = 1e-6;

    /// <summary>Number of parts.</summary>
    public long Count => Weights.shape[0];

    /// <param name="masks">[R, H, W], 1 where a pixel belongs to the part</param>
    /// <param name="pictures">[R], which picture of the batch each part is of</param>
    /// <param name="grid">Rows and columns of the patches</param>
    public static PicturePools Of(Tensor masks, Tensor pictures, GridSize grid)
    {
        using var scope = NewDisposeScope();
        var (rows, columns) = (masks.shape[1] / grid.Rows, masks.shape[2] / grid.Columns);
        var weights = nn.functional.avg_pool2d(masks.unsqueeze(1), [rows, columns], [rows, columns]).flatten(1);     // [R, patches]
        return new PicturePools(weights.MoveToOuterDisposeScope(), pictures);
    }

    /// <summary>The mean of what patches say, over each part.</summary>
    /// <param name="patches">[B, patches, D]</param>
    /// <returns>[R, D]</returns>
    public Tensor Mean(Tensor patches)
    {
        using var scope = NewDisposeScope();
        var shares = (Weights / Weights.sum([1], keepdim: true).clamp_min(Least)).to(patches.dtype).unsqueeze(1);    // [R, 1, patches]
        return shares.bmm(Rows(patches)).squeeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>What belongs to each part's picture.</summary>
    /// <param name="perPicture">[B, ..]</param>
    /// <returns>[R, ..]</returns>
    public Tensor Rows(Tensor perPicture) => perPicture.index_select(0, Pictures);

    /// <summary>The most that the other parts of the same picture have of each; 0 where there is none.</summary>
    /// <param name="perPart">[R, D], not negative</param>
    /// <returns>[R, D]</returns>
    public Tensor MostOfOthers(Tensor perPart)
    {
        using var scope = NewDisposeScope();
        var others = Pictures.unsqueeze(0).eq(Pictures.unsqueeze(1)).to(perPart.dtype) - eye(Count, dtype: perPart.dtype, device: perPart.device);   // [R, R]
        return (others.unsqueeze(2) * perPart.unsqueeze(0)).amax([1]).MoveToOuterDisposeScope();
    }
}

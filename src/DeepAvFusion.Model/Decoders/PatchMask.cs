using static TorchSharp.torch;

namespace DeepAvFusion.Model.Decoders;

/// <summary>Which patches of each sample the encoder sees.</summary>
/// <param name="Keep">[B, K] indices of kept patches, in the order in which they enter the encoder</param>
/// <param name="Restore">[B, L] the place of every patch in the shuffled order</param>
/// <param name="Removed">[B, L] 1 where a patch is removed, else 0; int64</param>
public sealed record PatchMask(Tensor Keep, Tensor Restore, Tensor Removed)
{
    /// <summary>Keeps the patches with the lowest noise.</summary>
    /// <param name="noise">[B, L]</param>
    /// <param name="kept">K, patches to keep</param>
    public static PatchMask FromNoise(Tensor noise, int kept)
    {
        using var scope = NewDisposeScope();
        var order = noise.argsort(1);                                          // [B, L], lowest noise first
        var restore = order.argsort(1);                                        // [B, L]
        var keep = order.narrow(1, 0, kept).contiguous();                      // [B, K]
        var removed = restore.ge(kept).to(ScalarType.Int64);                   // [B, L]
        scope.MoveToOuter(keep, restore, removed);
        return new PatchMask(keep, restore, removed);
    }
}

using static TorchSharp.torch;

namespace DeepAvFusion.Model.Decoders;

/// <summary>Mean squared error over removed patches.</summary>
public static class ReconstructionLoss
{
    /// <param name="prediction">[B, L, P]</param>
    /// <param name="target">[B, L, P]</param>
    /// <param name="removed">[B, L], 1 for removed patches</param>
    /// <param name="normalize">Whether targets are normalised patch by patch</param>
    /// <returns>One number: the mean over a patch, averaged over all removed patches of the batch.</returns>
    public static Tensor Of(Tensor prediction, Tensor target, Tensor removed, bool normalize)
    {
        using var scope = NewDisposeScope();
        var wanted = normalize ? PatchTargets.Normalize(target) : target;
        var perPatch = (prediction - wanted).square().mean([-1]);              // [B, L]
        var weight = removed.to(perPatch.dtype);
        return ((perPatch * weight).sum() / weight.sum()).MoveToOuterDisposeScope();
    }
}

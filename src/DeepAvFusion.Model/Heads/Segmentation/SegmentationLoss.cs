using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads.Segmentation;

/// <summary>Loss of a map of logits: binary for one channel, over channels otherwise; the mean over pixels.</summary>
public static class SegmentationLoss
{
    /// <param name="logits">[B, C, H, W]</param>
    /// <param name="target">[B, H, W]; numbers of 0 and 1 for one channel, int64 classes otherwise</param>
    /// <returns>One number</returns>
    public static Tensor Of(Tensor logits, Tensor target)
    {
        if (logits.shape[1] > 1) return functional.cross_entropy(logits, target);
        using var channel = logits.select(1, 0);                               // [B, H, W]
        return functional.binary_cross_entropy_with_logits(channel, target);
    }
}

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads.Separation;

/// <summary>Binary cross entropy between mask logits and the mask wanted, averaged over all cells.</summary>
/// <param name="weighted">Whether louder cells of the mixture count more</param>
/// <param name="binary">Whether the target is 0 or 1 instead of a share</param>
public sealed class SeparationLoss(bool weighted = true, bool binary = false)
{
    /// <param name="logits">[B, 1, mel, time]</param>
    /// <param name="source">[B, 1, mel, time] log10 mel of the wanted source</param>
    /// <param name="mixture">[B, 1, mel, time] log10 mel of the mixture</param>
    /// <returns>One number</returns>
    public Tensor Of(Tensor logits, Tensor source, Tensor mixture)
    {
        using var scope = NewDisposeScope();
        var target = binary ? SeparationTargets.Binary(source, mixture) : SeparationTargets.Ratio(source, mixture);
        var perCell = functional.binary_cross_entropy_with_logits(logits, target, reduction: Reduction.None);
        return (weighted ? perCell * SeparationTargets.Weight(mixture) : perCell).mean().MoveToOuterDisposeScope();
    }
}

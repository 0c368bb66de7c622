using DeepAvFusion.Model.Heads.Separation;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Training.Recipes;

/// <summary>The loss of a separation mask against one of several targets.</summary>
/// <param name="Target">What the mask should be.</param>
/// <param name="Weighted">Whether louder cells of the mixture count more; for the ideal ratio, by their amplitude within their window.</param>
public sealed record SeparationObjective(SeparationTarget Target = SeparationTarget.PublishedRatio, bool Weighted = true)
{
    private const float Least = 1e-7f;

    /// <param name="logits">[B, 1, mel, time]</param>
    /// <param name="source">[B, 1, mel, time] log10 mel of the wanted source</param>
    /// <param name="rest">[B, 1, mel, time] log10 mel of everything else</param>
    /// <param name="mixture">[B, 1, mel, time] log10 mel of the mixture</param>
    /// <returns>One number</returns>
    public Tensor Of(Tensor logits, Tensor source, Tensor rest, Tensor mixture)
    {
        if (Target != SeparationTarget.IdealRatio)
            return new SeparationLoss(Weighted, binary: Target == SeparationTarget.PublishedBinary).Of(logits, source, mixture);
        using var scope = NewDisposeScope();
        var (wanted, others) = (pow(10, source), pow(10, rest));
        var share = wanted / (wanted + others + Least);
        var perCell = functional.binary_cross_entropy_with_logits(logits, share, reduction: Reduction.None);
        return Mean(perCell, mixture).MoveToOuterDisposeScope();
    }

    /// <summary>The loss of the masks of several parts of each picture, which share the energy of the mixture with a rest, against the ideal ratio.</summary>
    /// <param name="logits">[R, 1, mel, time]</param>
    /// <param name="sources">[R, 1, mel, time] mel power of each part's sound</param>
    /// <param name="sums">[B, 1, mel, time] mel power of all parts and the rest</param>
    /// <param name="pictures">[R], which window each part is of</param>
    /// <param name="mixture">[B, 1, mel, time] log10 mel of the mixture</param>
    /// <returns>One number</returns>
    public Tensor OfObjects(Tensor logits, Tensor sources, Tensor sums, Tensor pictures, Tensor mixture)
    {
        using var scope = NewDisposeScope();
        var shares = sources / (sums.index_select(0, pictures) + Least);
        return Mean(SharedEnergy.CrossEntropy(logits, shares, pictures, mixture.shape[0]), mixture).MoveToOuterDisposeScope();
    }

    private Tensor Mean(Tensor perCell, Tensor mixture)
    {
        if (!Weighted) return perCell.mean();
        var level = pow(10, mixture / 2);                                                      // amplitude, so that a loud window does not drown the others
        var weight = level / level.mean([1, 2, 3], keepdim: true);
        return (perCell * weight).mean();
    }
}

/// <summary>What a mask should be.</summary>
public enum SeparationTarget
{
    /// <summary>Source over source plus mixture, as published.</summary>
    PublishedRatio,

    /// <summary>1 where the source is louder than the mixture, as published.</summary>
    PublishedBinary,

    /// <summary>Source over source plus everything else: what a perfect mask would be.</summary>
    IdealRatio,
}

using static TorchSharp.torch;

namespace DeepAvFusion.Model.Heads.Separation;

/// <summary>Shares the energy of every cell of a spectrogram out among the parts of its picture and a rest: a softmax over their logits, the rest's being 0.</summary>
/// <remarks>A part alone in its picture gets the sigmoid of its logits.</remarks>
public static class SharedEnergy
{
    private const double Most = 30;                            // of a logit; beyond it nothing is left to others, and its power is still a number

    /// <param name="logits">[R, ..] of the parts</param>
    /// <param name="pictures">[R], which picture of the batch each part is of</param>
    /// <returns>[R, ..], 0..1; over the parts of a picture at most 1, the rest having what is missing.</returns>
    public static Tensor Of(Tensor logits, Tensor pictures)
    {
        using var scope = NewDisposeScope();
        var powers = logits.clamp_max(Most).exp();
        return (powers / (1 + Sums(powers, pictures).index_select(0, pictures))).MoveToOuterDisposeScope();
    }

    /// <summary>Cross entropy of the shares over the parts and the rest, in each cell of each picture.</summary>
    /// <param name="logits">[R, ..] of the parts</param>
    /// <param name="shares">[R, ..] wanted; what is missing to 1 is the rest's</param>
    /// <param name="pictures">[R], which picture of the batch each part is of</param>
    /// <param name="count">Number of pictures</param>
    /// <returns>[count, ..]; 0 for a picture without parts</returns>
    public static Tensor CrossEntropy(Tensor logits, Tensor shares, Tensor pictures, long count)
    {
        using var scope = NewDisposeScope();
        var bounded = logits.clamp_max(Most);
        return (Sums(bounded.exp(), pictures, count).log1p() - Sums(shares * bounded, pictures, count)).MoveToOuterDisposeScope();
    }

    private static Tensor Sums(Tensor perPart, Tensor pictures) => Sums(perPart, pictures, pictures.max().item<long>() + 1);

    private static Tensor Sums(Tensor perPart, Tensor pictures, long count) =>
        zeros([count, .. perPart.shape[1..]], perPart.dtype, perPart.device).index_add(0, pictures, perPart, 1);
}

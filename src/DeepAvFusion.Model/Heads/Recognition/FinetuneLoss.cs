using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads.Recognition;

/// <summary>
/// Fine-tuning's loss over soft targets, divided by the share of each class in the training set.
/// Classes without a training sample take no part.
/// </summary>
/// <remarks>
/// For single labels the criterion is already one number, so dividing by the shares multiplies it by the mean of
/// their inverses. That is the published behaviour; the optimiser hardly notices, logged losses do.
/// </remarks>
/// <param name="classShares">Share of each class in the training set</param>
/// <param name="multiLabel">Whether a sample may have several classes</param>
/// <param name="joint">Whether the criterion sees the average of the three predictions, or each of them</param>
public sealed class FinetuneLoss(IReadOnlyList<float> classShares, bool multiLabel, bool joint)
{
    private readonly long[] _present = [.. Enumerable.Range(0, classShares.Count).Where(c => classShares[c] > 0).Select(c => (long)c)];

    /// <param name="logits">Logits of the three streams</param>
    /// <param name="targets">[B, C] smoothed and mixed targets</param>
    /// <returns>One number</returns>
    public Tensor Of(RecognitionLogits logits, Tensor targets)
    {
        using var scope = NewDisposeScope();
        var present = tensor(_present, device: targets.device);
        var shares = tensor(_present.Select(c => classShares[(int)c]).ToArray(), device: targets.device);      // [C']
        var wanted = targets.index_select(1, present);                                                         // [B, C']
        var loss = joint
            ? Criterion(logits.Average())
            : (Criterion(logits.Image) + Criterion(logits.Audio) + Criterion(logits.Fusion)) / 3;
        return (loss / shares).mean().MoveToOuterDisposeScope();

        Tensor Criterion(Tensor scores)
        {
            var chosen = scores.index_select(1, present);
            return multiLabel
                ? functional.binary_cross_entropy_with_logits(chosen, wanted, reduction: Reduction.None)       // [B, C']
                : (wanted * functional.log_softmax(chosen.@float(), -1)).sum([-1]).neg().mean();               // one number, in float32 whatever the logits are
        }
    }
}

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads.Recognition;

/// <summary>The linear probe's loss, on the average of the three predictions.</summary>
public static class ProbeLoss
{
    /// <param name="logits">Logits of the three streams</param>
    /// <param name="labels">[B] classes</param>
    public static Tensor SingleLabel(RecognitionLogits logits, Tensor labels)
    {
        using var average = logits.Average();
        return functional.cross_entropy(average, labels);
    }

    /// <param name="logits">Logits of the three streams</param>
    /// <param name="labels">[B, C] of 0 and 1</param>
    public static Tensor MultiLabel(RecognitionLogits logits, Tensor labels)
    {
        using var average = logits.Average();
        return functional.binary_cross_entropy_with_logits(average, labels);
    }
}

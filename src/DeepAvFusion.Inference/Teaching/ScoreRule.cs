using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Joint;
using static TorchSharp.torch;

namespace DeepAvFusion.Inference.Teaching;

/// <summary>How the logits of labels become scores. What is taught beside labels of which one alone can be true stands for itself: those keep their scores.</summary>
/// <param name="Scoring">Of the labels that a model came with.</param>
/// <param name="Known">So many are they; those that follow were taught.</param>
public sealed record ScoreRule(LabelScoring Scoring, int Known)
{
    /// <param name="logits">[.., labels]</param>
    /// <returns>[.., labels], 0..1</returns>
    public Tensor Scores(Tensor logits)
    {
        var labels = logits.shape[^1];
        if (Scoring == LabelScoring.Sigmoid || Known == 0) return logits.sigmoid();
        return labels <= Known ? logits.softmax(-1) : cat([logits.narrow(-1, 0, Known).softmax(-1), logits.narrow(-1, Known, labels - Known).sigmoid()], -1);
    }

    /// <summary>The logits that count: where labels are scored one by one, the image stream tells what is seen, sounding or not; what is heard is up to the other two.</summary>
    public Tensor Heard(RecognitionLogits logits) => Scoring == LabelScoring.Sigmoid ? logits.Heard() : logits.Average();
}

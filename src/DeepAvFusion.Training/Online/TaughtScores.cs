using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Model.Heads.Recognition;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Online;

/// <summary>Scores of being heard, as the analyzer would give them with some weights, from features alone.</summary>
internal static class TaughtScores
{
    private const int Columns = 12;     // of spectrogram patches

    /// <param name="rule">How the model's logits become scores.</param>
    /// <returns>[windows, labels], 0..1</returns>
    public static float[,] Of(ScoreRule rule, IReadOnlyDictionary<TaughtLayer, LayerWeights> layers, IReadOnlyList<WindowFeatures> windows)
    {
        var labels = layers.Values.First().Bias.Length;
        var scores = new float[windows.Count, labels];
        if (scores.Length == 0) return scores;
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var numbers = (layers.ContainsKey(TaughtLayer.HeardPatches) ? Heard(layers, windows) : Streams(rule, layers, windows)).cpu().contiguous().data<float>().ToArray();
        Buffer.BlockCopy(numbers, 0, scores, 0, numbers.Length * sizeof(float));
        return scores;
    }

    /// <summary>By the columns of patches, the second-surest of them.</summary>
    private static Tensor Heard(IReadOnlyDictionary<TaughtLayer, LayerWeights> layers, IReadOnlyList<WindowFeatures> windows)
    {
        var logits = Logits(TaughtLayer.HeardPatches, layers, windows);                       // [N, patches, L]
        var columns = logits.sigmoid().reshape(windows.Count, -1, Columns, logits.shape[2]).amax([1]);
        return columns.topk(2, dim: 1).values.amin([1]).sqrt();
    }

    private static Tensor Streams(ScoreRule rule, IReadOnlyDictionary<TaughtLayer, LayerWeights> layers, IReadOnlyList<WindowFeatures> windows) => rule.Scores(rule.Heard(
        new RecognitionLogits(Image: Stream(TaughtLayer.Image, layers, windows), Audio: Stream(TaughtLayer.Audio, layers, windows), Fusion: Stream(TaughtLayer.Fusion, layers, windows))));

    /// <returns>[N, L]</returns>
    private static Tensor Stream(TaughtLayer layer, IReadOnlyDictionary<TaughtLayer, LayerWeights> layers, IReadOnlyList<WindowFeatures> windows) => Logits(layer, layers, windows).squeeze(1);

    private static Tensor Logits(TaughtLayer layer, IReadOnlyDictionary<TaughtLayer, LayerWeights> layers, IReadOnlyList<WindowFeatures> windows)
    {
        var weights = layers[layer];
        return LayerInputs.Logits(LayerInputs.Stack(layer, windows), tensor(weights.Weight, [weights.Bias.Length, weights.Width]), tensor(weights.Bias));
    }
}

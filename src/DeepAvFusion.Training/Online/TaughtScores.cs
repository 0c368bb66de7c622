using DeepAvFusion.Inference.Teaching;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Online;

/// <summary>Scores of being heard, as the analyzer would give them with some weights, from features alone.</summary>
internal static class TaughtScores
{
    private const int Columns = 12;     // of spectrogram patches

    /// <returns>[windows, labels], 0..1</returns>
    public static float[,] Of(IReadOnlyDictionary<TaughtLayer, LayerWeights> layers, IReadOnlyList<WindowFeatures> windows)
    {
        var labels = layers.Values.First().Bias.Length;
        var scores = new float[windows.Count, labels];
        if (windows.Count == 0) return scores;
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var numbers = (layers.ContainsKey(TaughtLayer.HeardPatches) ? Heard(layers, windows) : Streams(layers, windows)).cpu().contiguous().data<float>().ToArray();
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

    /// <summary>By the two streams that hear.</summary>
    private static Tensor Streams(IReadOnlyDictionary<TaughtLayer, LayerWeights> layers, IReadOnlyList<WindowFeatures> windows) =>
        ((Logits(TaughtLayer.Audio, layers, windows) + Logits(TaughtLayer.Fusion, layers, windows)) / 2).squeeze(1).sigmoid();

    private static Tensor Logits(TaughtLayer layer, IReadOnlyDictionary<TaughtLayer, LayerWeights> layers, IReadOnlyList<WindowFeatures> windows)
    {
        var weights = layers[layer];
        return LayerInputs.Logits(LayerInputs.Stack(layer, windows), tensor(weights.Weight, [weights.Bias.Length, weights.Width]), tensor(weights.Bias));
    }
}

using DeepAvFusion.Inference.Teaching;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Online;

/// <summary>Features of many windows as the input of one layer, and what the layer makes of them.</summary>
internal static class LayerInputs
{
    private static readonly Dictionary<TaughtLayer, int> Surest = new() { [TaughtLayer.SeenPatches] = 2, [TaughtLayer.HeardPatches] = 6 };

    /// <summary>So many patches decide, of a layer that names patches; all of one that does not.</summary>
    public static int SurestOf(TaughtLayer layer) => Surest.GetValueOrDefault(layer, 1);

    /// <returns>[N, rows, width], owned by the caller's scope.</returns>
    public static Tensor Stack(TaughtLayer layer, IReadOnlyList<WindowFeatures> windows)
    {
        var first = windows[0][layer]!;
        var size = first.Rows * first.Width;
        var all = new float[windows.Count * size];
        for (var i = 0; i < windows.Count; i++)
        {
            var values = windows[i][layer]!.Values;
            for (var k = 0; k < size; k++) all[(i * size) + k] = (float)values[k];
        }
        return Own(tensor(all, [windows.Count, first.Rows, first.Width]));
    }

    /// <summary>A copy in the library's own memory: an array's lies anywhere, and where it lies decides in which order products are summed, so that fits would differ in the last bit.</summary>
    public static Tensor Own(Tensor ofArray) => ofArray.clone();

    /// <param name="weight">[L, width]</param>
    /// <param name="bias">[L]</param>
    /// <returns>[N, rows, L]</returns>
    public static Tensor Logits(Tensor inputs, Tensor weight, Tensor bias) => inputs.matmul(weight.t()) + bias;

    /// <summary>One logit a window: of a layer that names patches, the mean of those that are surest.</summary>
    /// <param name="logits">[N, rows, L]</param>
    /// <returns>[N, L]</returns>
    public static Tensor Pooled(TaughtLayer layer, Tensor logits) =>
        Surest.TryGetValue(layer, out var most) ? logits.topk((int)Math.Min(most, logits.shape[1]), 1).values.mean([1]) : logits.squeeze(1);
}

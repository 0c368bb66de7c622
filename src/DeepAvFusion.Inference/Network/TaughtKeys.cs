using DeepAvFusion.Core;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Model.Checkpoints;
using static TorchSharp.torch;

namespace DeepAvFusion.Inference.Network;

/// <summary>What the layers that can be taught are called.</summary>
internal static class TaughtKeys
{
    /// <summary>What a classifier's keys lack.</summary>
    public const string OfClassifiers = "recognition.";

    /// <summary>Their keys in a joint model, without `.weight` and `.bias`.</summary>
    public static readonly IReadOnlyDictionary<TaughtLayer, string> All = new Dictionary<TaughtLayer, string>
    {
        [TaughtLayer.Image] = "recognition.image_head",
        [TaughtLayer.Audio] = "recognition.audio_head",
        [TaughtLayer.Fusion] = "recognition.fusion_head",
        [TaughtLayer.SeenPatches] = "segmentation.names",
        [TaughtLayer.HeardPatches] = "separation.names",
    };

    /// <summary>Whether a key is of such a layer.</summary>
    public static bool IsTaught(string key) => All.Values.Any(layer => key == $"{layer}.weight" || key == $"{layer}.bias");

    /// <summary>The layers that a file holds.</summary>
    /// <param name="without">What keys lack of those of a joint model.</param>
    /// <exception cref="UserErrorException">A layer is not one row a label.</exception>
    public static IReadOnlyDictionary<TaughtLayer, LayerWeights> Read(string path, IReadOnlyDictionary<string, CheckpointTensor> tensors, string without, int labels)
    {
        var layers = new Dictionary<TaughtLayer, LayerWeights>();
        foreach (var layer in All.Keys)
        {
            var key = Key(layer, without);
            if (!tensors.TryGetValue($"{key}.weight", out var weight) || !tensors.TryGetValue($"{key}.bias", out var bias)) continue;
            if (weight.Shape.Count != 2 || weight.Shape[0] != labels || bias.ElementCount != labels) throw new UserErrorException($"'{path}': {key} is not one row a label.");
            layers[layer] = new LayerWeights((int)weight.Shape[1], weight.ToFloat32(), bias.ToFloat32());
        }
        return layers.Count > 0 ? layers : throw new UserErrorException($"'{path}' holds no layer that tells labels.");
    }

    /// <summary>Puts taught weights into a network's state.</summary>
    /// <param name="without">What keys lack of those of a joint model.</param>
    /// <exception cref="UserErrorException">They are of other layers.</exception>
    public static void Fill(IReadOnlyDictionary<string, Tensor> state, TaughtWeights taught, string without = "")
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (layer, weights) in taught.Layers)
        {
            var key = Key(layer, without);
            if (!state.TryGetValue($"{key}.weight", out var weight) || weight.shape[0] * weight.shape[1] != weights.Weight.Length || weight.shape[0] != weights.Bias.Length)
                throw new UserErrorException($"Version {taught.Version} was taught to a model with other layers: {layer} does not fit.");
            weight.copy_(tensor(weights.Weight).reshape(weight.shape));
            state[$"{key}.bias"].copy_(tensor(weights.Bias));
        }
    }

    private static string Key(TaughtLayer layer, string without) => All[layer].StartsWith(without, StringComparison.Ordinal) ? All[layer][without.Length..] : All[layer];
}

using DeepAvFusion.Core;
using DeepAvFusion.Inference.Teaching;
using static TorchSharp.torch;

namespace DeepAvFusion.Inference.Network;

/// <summary>What the layers that can be taught are called in a joint model.</summary>
internal static class TaughtKeys
{
    /// <summary>Their keys, without `.weight` and `.bias`.</summary>
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

    /// <summary>Puts taught weights into a network's state.</summary>
    /// <exception cref="UserErrorException">They are of other layers.</exception>
    public static void Fill(IReadOnlyDictionary<string, Tensor> state, TaughtWeights taught)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (layer, weights) in taught.Layers)
        {
            if (!state.TryGetValue($"{All[layer]}.weight", out var weight) || weight.shape[0] * weight.shape[1] != weights.Weight.Length || weight.shape[0] != weights.Bias.Length)
                throw new UserErrorException($"Version {taught.Version} was taught to a model with other layers: {layer} does not fit.");
            weight.copy_(tensor(weights.Weight).reshape(weight.shape));
            state[$"{All[layer]}.bias"].copy_(tensor(weights.Bias));
        }
    }
}

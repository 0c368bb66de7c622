using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden;

/// <summary>The state of a network, by key.</summary>
public static class GoldenState
{
    /// <summary>Fills a network: every key must be there, and no other.</summary>
    /// <param name="module">The network</param>
    /// <param name="name">Name of the case for messages</param>
    /// <param name="tensors">Its weights</param>
    /// <param name="kept">Keys that keep their own values</param>
    /// <exception cref="CheckpointException">Keys or shapes differ; all are listed.</exception>
    public static void Load(nn.Module module, string name, IReadOnlyDictionary<string, CheckpointTensor> tensors, params string[] kept) =>
        CheckpointLoader.Load(module, name, tensors, kept, progress: null, CancellationToken.None);

    /// <summary>One entry of a network's state, by key.</summary>
    public static Tensor? Find(nn.Module module, string key) => module.state_dict().GetValueOrDefault(key);

    /// <summary>The gradient of one parameter, by key.</summary>
    public static Tensor? Gradient(nn.Module module, string key) =>
        module.named_parameters().FirstOrDefault(entry => entry.name == key).parameter?.grad;
}

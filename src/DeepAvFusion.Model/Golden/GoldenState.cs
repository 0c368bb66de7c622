using DeepAvFusion.Model.Checkpoints;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden;

/// <summary>Fills a network from recorded weights: every key must be there, and no other.</summary>
internal static class GoldenState
{
    /// <exception cref="InvalidDataException">Keys or shapes differ; all are listed.</exception>
    public static void Load(nn.Module module, IReadOnlyDictionary<string, CheckpointTensor> tensors)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var state = module.state_dict();
        var problems = state.Keys.Except(tensors.Keys).Select(key => $"missing {key}")
            .Concat(tensors.Keys.Except(state.Keys).Select(key => $"unexpected {key}"))
            .Concat(state.Where(entry => tensors.TryGetValue(entry.Key, out var found) && !found.Shape.SequenceEqual(entry.Value.shape))
                .Select(entry => $"{entry.Key} has another shape"))
            .ToArray();
        if (problems.Length > 0) throw new InvalidDataException($"The weights do not fit: {string.Join(", ", problems)}.");
        foreach (var (key, target) in state)
        {
            var source = tensors[key];
            target.copy_(source.DType.IsFloating()
                ? tensor(source.ToFloat32(), target.shape)
                : tensor(source.ToInt64(), target.shape));
        }
    }

    /// <summary>One entry of a network's state, by key.</summary>
    public static Tensor? Find(nn.Module module, string key) => module.state_dict().GetValueOrDefault(key);

    /// <summary>The gradient of one parameter, by key.</summary>
    public static Tensor? Gradient(nn.Module module, string key) =>
        module.named_parameters().FirstOrDefault(entry => entry.name == key).parameter?.grad;
}

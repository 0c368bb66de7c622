using DeepAvFusion.Model.Checkpoints.Inspection;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Checkpoints.Loading;

/// <summary>Puts the weights of checkpoints into networks, strictly: every key must be on both sides with the same shape.</summary>
/// <remarks>
/// Nothing is written before all keys and shapes agree. Weights go from the file straight into the parameter's memory where type and place
/// allow, else through one tensor at a time. After an exception from reading (damage, a non-finite weight) the network holds a mixture and
/// must not be used.
/// </remarks>
public static class CheckpointLoader
{
    /// <summary>Loads a whole model from a file.</summary>
    /// <exception cref="CheckpointException">The file is no checkpoint, does not fit, or holds an infinity or NaN.</exception>
    public static void LoadModel(nn.Module model, string path, IProgress<CheckpointProgress>? progress, CancellationToken cancellation)
    {
        using var file = CheckpointFile.Open(path);
        Load(model, path, file.Tensors(), [], progress, cancellation);
    }

    /// <summary>Loads a fused encoder from a file of its own or of any model that contains one.</summary>
    /// <exception cref="CheckpointException">The file is no checkpoint, does not fit, or holds an infinity or NaN.</exception>
    public static void LoadEncoder(nn.Module encoder, string path, IProgress<CheckpointProgress>? progress, CancellationToken cancellation) =>
        LoadEncoder(encoder, path, CheckpointSelection.EncoderPrefix, progress, cancellation);

    /// <summary>Loads a fused encoder whose keys in the file begin otherwise.</summary>
    /// <param name="prefix">Only keys that begin with it count, and lose it.</param>
    /// <exception cref="CheckpointException">The file is no checkpoint, has no such keys, does not fit, or holds an infinity or NaN.</exception>
    public static void LoadEncoder(nn.Module encoder, string path, string prefix, IProgress<CheckpointProgress>? progress, CancellationToken cancellation)
    {
        using var file = CheckpointFile.Open(path);
        var tensors = CheckpointSelection.Encoder(file, prefix);
        if (tensors.Count == 0) throw new CheckpointException($"{Path.GetFileName(path)}: no key begins with '{prefix}'");
        Load(encoder, path, tensors, [], progress, cancellation);
    }

    /// <summary>Loads one backbone from a published single-stream file; its position table stays its own.</summary>
    /// <param name="prefix">Only keys that begin with it count, and lose it.</param>
    /// <exception cref="CheckpointException">The file is no checkpoint, does not fit, or holds an infinity or NaN.</exception>
    public static void LoadBackbone(nn.Module backbone, string path, string prefix, IProgress<CheckpointProgress>? progress, CancellationToken cancellation)
    {
        using var file = CheckpointFile.Open(path);
        var hasClassToken = State(backbone).ContainsKey("cls_token");
        Load(backbone, path, CheckpointSelection.Backbone(file, prefix, hasClassToken), [CheckpointSelection.PositionTable], progress, cancellation);
    }

    /// <summary>Loads tensors by key.</summary>
    /// <param name="name">Name of the file for messages.</param>
    /// <param name="kept">Keys of the network that keep their values and need not be among the tensors.</param>
    public static void Load(
        nn.Module model,
        string name,
        IReadOnlyDictionary<string, CheckpointTensor> tensors,
        IReadOnlyCollection<string> kept,
        IProgress<CheckpointProgress>? progress,
        CancellationToken cancellation)
    {
        name = Path.GetFileName(name);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var state = State(model);
        var mismatch = Compare(state.ToDictionary(entry => entry.Key, entry => entry.Value.shape), tensors, kept);
        if (!mismatch.IsEmpty)
            throw new CheckpointException($"{name}: {mismatch}") { Mismatch = mismatch };
        var total = tensors.Values.Sum(tensor => tensor.ByteCount);
        var done = 0L;
        foreach (var (key, tensor) in tensors)
        {
            cancellation.ThrowIfCancellationRequested();
            Copy(name, tensor, state[key]);
            progress?.Report(new(done += tensor.ByteCount, total, key));
        }
    }

    /// <summary>Compares the keys and shapes of a network with those of a file.</summary>
    /// <param name="state">Shapes of the network by key.</param>
    /// <param name="kept">Keys of the network that need not be in the file.</param>
    public static CheckpointMismatch Compare(
        IReadOnlyDictionary<string, long[]> state, IReadOnlyDictionary<string, CheckpointTensor> tensors, IReadOnlyCollection<string> kept) => new(
            [.. state.Keys.Where(key => !tensors.ContainsKey(key) && !kept.Contains(key))],
            [.. tensors.Keys.Where(key => !state.ContainsKey(key))],
            [.. tensors.Where(entry => state.TryGetValue(entry.Key, out var shape) && !entry.Value.Shape.SequenceEqual(shape))
                .Select(entry => $"{entry.Key} (file {CheckpointText.Shape([.. entry.Value.Shape])}, model {CheckpointText.Shape(state[entry.Key])})")],
            CheckpointArchitecture.Detect(tensors.ToDictionary(entry => entry.Key, entry => entry.Value.Shape)),
            CheckpointArchitecture.Detect(state.ToDictionary(entry => entry.Key, entry => (IReadOnlyList<long>)entry.Value)));

    private static Dictionary<string, Tensor> State(nn.Module model) => model.state_dict();

    private static void Copy(string name, CheckpointTensor source, Tensor target)
    {
        if (target.device_type == DeviceType.CPU && target.dtype == source.DType.ToScalarType() && target.is_contiguous())
        {
            Fill(name, source, target);
            return;
        }

        using var staged = empty([.. source.Shape], dtype: source.DType.ToScalarType());
        Fill(name, source, staged);
        target.copy_(staged);
    }

    private static void Fill(string name, CheckpointTensor source, Tensor target)
    {
        var bytes = target.bytes;
        source.CopyBytesTo(bytes);
        if (!FiniteCheck.IsFinite(source.DType, bytes))
            throw new CheckpointException($"{name}: '{CheckpointText.Clean(source.Name)}' holds an infinite or undefined number; such weights cannot be used");
    }
}

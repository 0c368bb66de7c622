using DeepAvFusion.Model.Checkpoints.Sources;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Checkpoints.Loading;

/// <summary>The way between stored tensors and those of the tensor library.</summary>
public static class CheckpointTensors
{
    /// <summary>A new tensor in the CPU's memory with the stored type, shape and elements; owned by the caller.</summary>
    public static Tensor ToTensor(this CheckpointTensor stored)
    {
        var tensor = empty([.. stored.Shape], dtype: stored.DType.ToScalarType());
        stored.CopyBytesTo(tensor.bytes);
        return tensor;
    }

    /// <summary>A copy of a tensor, ready to be written whatever becomes of the original.</summary>
    /// <param name="name">Key in the file.</param>
    public static CheckpointTensor FromTensor(string name, Tensor tensor)
    {
        var view = View(name, tensor);
        var bytes = new byte[view.ByteCount];
        view.CopyBytesTo(bytes);
        return CheckpointTensor.FromBytes(name, view.DType, tensor.shape, bytes);
    }

    /// <summary>A tensor seen as a stored one without a copy; it must live, and keep its values, until it has been written.</summary>
    /// <param name="name">Key in the file.</param>
    public static CheckpointTensor View(string name, Tensor tensor)
    {
        var storage = new CheckpointStorage(name, tensor.dtype.ToCheckpointDType(), tensor.numel());
        storage.Locate(new TensorSource(name, tensor, storage.ByteCount), 0, null);
        var layout = CheckpointLayout.Contiguous(tensor.shape, storage, CheckpointLimits.Default, cause => new ArgumentException(cause, nameof(tensor)));
        return new(name, storage, layout, false);
    }

    /// <summary>All parameters and buffers of a network as <see cref="View"/>s, under their keys and in their order.</summary>
    public static IReadOnlyList<CheckpointTensor> Views(nn.Module module) => [.. module.state_dict().Select(entry => View(entry.Key, entry.Value))];

    /// <summary>Copies of all parameters and buffers of a network, under their keys and in their order.</summary>
    public static IReadOnlyList<CheckpointTensor> Snapshot(nn.Module module) => [.. module.state_dict().Select(entry => FromTensor(entry.Key, entry.Value))];

    /// <summary>The dictionary a training checkpoint keeps under "state_dict".</summary>
    public static CheckpointMap ToMap(this IEnumerable<CheckpointTensor> tensors) =>
        tensors.Aggregate(new CheckpointMap(), (map, tensor) => map.Set(tensor.Name, tensor));

    internal static ScalarType ToScalarType(this CheckpointDType dtype) => dtype switch
    {
        CheckpointDType.Float32 => ScalarType.Float32,
        CheckpointDType.Float64 => ScalarType.Float64,
        CheckpointDType.Float16 => ScalarType.Float16,
        CheckpointDType.BFloat16 => ScalarType.BFloat16,
        CheckpointDType.Int64 => ScalarType.Int64,
        CheckpointDType.Int32 => ScalarType.Int32,
        CheckpointDType.Int16 => ScalarType.Int16,
        CheckpointDType.Int8 => ScalarType.Int8,
        CheckpointDType.UInt8 => ScalarType.Byte,
        _ => ScalarType.Bool,
    };

    internal static CheckpointDType ToCheckpointDType(this ScalarType type) => type switch
    {
        ScalarType.Float32 => CheckpointDType.Float32,
        ScalarType.Float64 => CheckpointDType.Float64,
        ScalarType.Float16 => CheckpointDType.Float16,
        ScalarType.BFloat16 => CheckpointDType.BFloat16,
        ScalarType.Int64 => CheckpointDType.Int64,
        ScalarType.Int32 => CheckpointDType.Int32,
        ScalarType.Int16 => CheckpointDType.Int16,
        ScalarType.Int8 => CheckpointDType.Int8,
        ScalarType.Byte => CheckpointDType.UInt8,
        ScalarType.Bool => CheckpointDType.Bool,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "checkpoints hold no elements of this type"),
    };
}

using DeepAvFusion.Model.Checkpoints.Inspection;
using DeepAvFusion.Model.Checkpoints.Sources;

namespace DeepAvFusion.Model.Checkpoints.Writers;

/// <summary>A stored tensor seen as one of another element type; converted anew at every read, so that it takes no memory in between.</summary>
internal sealed class RetypedTensor : CheckpointSource
{
    private readonly CheckpointTensor _tensor;
    private readonly CheckpointDType _type;

    private RetypedTensor(CheckpointTensor tensor, CheckpointDType type)
        : base(tensor.Name, tensor.ElementCount * type.Size()) => (_tensor, _type) = (tensor, type);

    /// <summary>The tensor itself when it is not of a floating point type or already of the wanted one.</summary>
    public static CheckpointTensor Of(CheckpointTensor tensor, CheckpointDType type)
    {
        if (!tensor.DType.IsFloating() || tensor.DType == type)
            return tensor;
        var storage = new CheckpointStorage(tensor.Name, type, tensor.ElementCount);
        storage.Locate(new RetypedTensor(tensor, type), 0, null);
        var layout = CheckpointLayout.Contiguous(
            [.. tensor.Shape], storage, CheckpointLimits.Default, cause => new CheckpointException($"{tensor.Name}: {cause}"));
        return new(tensor.Name, storage, layout, tensor.IsParameter);
    }

    public override void Read(long offset, Span<byte> destination)
    {
        CheckRange(offset, destination.Length);
        if (offset == 0 && destination.Length == Length)
        {
            Convert(destination);
            return;
        }

        var all = new byte[Length];
        Convert(all);
        all.AsSpan((int)offset, destination.Length).CopyTo(destination);
    }

    private void Convert(Span<byte> destination)
    {
        var numbers = _tensor.ToFloat32();
        CheckpointConversion.ToFloating(numbers, _type, destination);
        if (FiniteCheck.IsFinite(_type, destination))
            return;
        var name = CheckpointText.Clean(_tensor.Name);
        throw new CheckpointException(_tensor.DType != CheckpointDType.Float64 && !numbers.All(float.IsFinite)
            ? $"'{name}' holds an infinite or undefined number, which has no place among weights; keep the type to convert it nevertheless"
            : $"'{name}' holds numbers that {_type.Name()} cannot; convert to bfloat16 or keep the type");
    }
}

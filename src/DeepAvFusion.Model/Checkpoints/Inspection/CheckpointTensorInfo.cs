namespace DeepAvFusion.Model.Checkpoints.Inspection;

/// <summary>What there is to know of a tensor without its elements.</summary>
public sealed record CheckpointTensorInfo(string Name, CheckpointDType DType, IReadOnlyList<long> Shape, long Bytes)
{
    internal static CheckpointTensorInfo Of(CheckpointTensor tensor) => new(tensor.Name, tensor.DType, tensor.Shape, tensor.ByteCount);

    public override string ToString() => $"{Name} {DType.Name()}{CheckpointText.Shape([.. Shape])}";
}

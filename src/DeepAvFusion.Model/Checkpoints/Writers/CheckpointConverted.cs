namespace DeepAvFusion.Model.Checkpoints.Writers;

/// <summary>What a conversion did.</summary>
/// <param name="Tensors">Tensors written.</param>
/// <param name="Bytes">Bytes of the new file.</param>
/// <param name="Dropped">Entries of the old file the new format has no place for, such as "optimizer".</param>
public sealed record CheckpointConverted(int Tensors, long Bytes, IReadOnlyList<string> Dropped);

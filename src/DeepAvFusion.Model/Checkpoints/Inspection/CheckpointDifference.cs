namespace DeepAvFusion.Model.Checkpoints.Inspection;

/// <summary>In what two checkpoints differ.</summary>
/// <param name="OnlyInFirst">Keys the second lacks.</param>
/// <param name="OnlyInSecond">Keys the first lacks.</param>
/// <param name="Misshaped">Keys with different shapes, as "key: [..] and [..]".</param>
/// <param name="Retyped">Keys of the same shape with different element types, as "key: float32 and float16".</param>
/// <param name="Changed">Tensors of the same shape with different values, largest difference first.</param>
/// <param name="Same">Tensors that are equal in every number.</param>
public sealed record CheckpointDifference(
    IReadOnlyList<string> OnlyInFirst,
    IReadOnlyList<string> OnlyInSecond,
    IReadOnlyList<string> Misshaped,
    IReadOnlyList<string> Retyped,
    IReadOnlyList<CheckpointChange> Changed,
    int Same)
{
    /// <summary>True when both hold the same tensors, number for number.</summary>
    public bool IsEmpty => OnlyInFirst.Count + OnlyInSecond.Count + Misshaped.Count + Retyped.Count + Changed.Count == 0;
}

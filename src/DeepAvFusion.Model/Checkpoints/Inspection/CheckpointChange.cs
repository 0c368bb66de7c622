namespace DeepAvFusion.Model.Checkpoints.Inspection;

/// <summary>A tensor of two checkpoints with the same shape and other values.</summary>
/// <param name="Elements">Numbers that differ.</param>
/// <param name="Of">Numbers in all.</param>
/// <param name="LargestDifference">Largest absolute difference of two numbers; NaN where either is NaN.</param>
public sealed record CheckpointChange(string Name, long Elements, long Of, double LargestDifference);

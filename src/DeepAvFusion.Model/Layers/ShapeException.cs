namespace DeepAvFusion.Model.Layers;

/// <summary>A tensor whose shape a network cannot take; the message names the tensor, its shape and the right one.</summary>
public sealed class ShapeException(string tensor, IEnumerable<long> shape, string expected)
    : ArgumentException($"The {tensor} has shape [{string.Join(", ", shape)}]; it must be {expected}.")
{
    /// <summary>Which tensor it was.</summary>
    public string TensorName { get; } = tensor;
}

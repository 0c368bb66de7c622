using static TorchSharp.torch;

namespace DeepAvFusion.Training.Evaluation;

/// <summary>Numbers out of a network, for metrics.</summary>
internal static class TensorNumbers
{
    /// <summary>All elements in order, wherever the tensor lies and whatever its type.</summary>
    public static float[] ToNumbers(this Tensor values) => values.to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
}

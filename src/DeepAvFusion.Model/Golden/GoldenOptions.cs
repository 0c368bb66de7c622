using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden;

/// <summary>Where and in which precision recorded cases are run.</summary>
/// <param name="Device">Where networks run; null for the CPU.</param>
/// <param name="DType">Float32, or bfloat16 for the forward passes.</param>
/// <param name="Only">Only cases whose name contains this text; null for all.</param>
/// <param name="Kinds">Kinds of cases that another part of the program compares.</param>
public sealed record GoldenOptions(
    Device? Device = null, ScalarType DType = ScalarType.Float32, string? Only = null, IReadOnlyList<GoldenKind>? Kinds = null)
{
    /// <summary>
    /// Largest difference allowed in bfloat16, as a share of the largest value expected. bfloat16 keeps 8 bits, so one
    /// rounding is up to 0.4 %; a few dozen of them in a row add up to this.
    /// </summary>
    public const double Bfloat16Tolerance = 0.06;

    internal Device Place => Device ?? CPU;

    /// <summary>Whether gradients, training steps and everything else recorded in float32 can be compared.</summary>
    internal bool IsPrecise => DType == ScalarType.Float32;
}

namespace DeepAvFusion.Training.Numerics;

/// <summary>
/// Factor of the loss in half precision: it lifts small gradients into the numbers that half precision has, falls when large ones overflow, and rises again after
/// a while without.
/// </summary>
/// <param name="Factor">What the loss is multiplied by, and gradients are divided by before a step.</param>
/// <param name="CleanSteps">Steps without an overflow since the factor changed.</param>
/// <remarks>Micikevicius and others, Mixed Precision Training, ICLR 2018; numbers as in PyTorch.</remarks>
public sealed record LossScale(double Factor, int CleanSteps = 0)
{
    /// <summary>Factor to begin with.</summary>
    public const double Initial = 65536;

    /// <summary>Change of the factor after <see cref="GrowthInterval"/> clean steps.</summary>
    public const double Growth = 2;

    /// <summary>Change of the factor after an overflow.</summary>
    public const double Backoff = 0.5;

    /// <summary>Clean steps after which the factor rises.</summary>
    public const int GrowthInterval = 2000;

    private const double Least = 1 / Initial;

    /// <summary>Whether it fell so far that overflows are not half precision's doing.</summary>
    public bool IsHopeless => Factor < Least;

    /// <summary>The factor of the next step.</summary>
    /// <param name="isFinite">Whether the gradients of this one were finite.</param>
    public LossScale After(bool isFinite) => isFinite switch
    {
        false => new LossScale(Factor * Backoff),
        true when CleanSteps + 1 == GrowthInterval && float.IsFinite((float)(Factor * Growth)) => new LossScale(Factor * Growth),
        true => this with { CleanSteps = (CleanSteps + 1) % GrowthInterval },
    };
}

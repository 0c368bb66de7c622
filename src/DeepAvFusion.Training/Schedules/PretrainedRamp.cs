namespace DeepAvFusion.Training.Schedules;

/// <summary>A factor that goes from one value to another along half a cosine, then stays.</summary>
/// <param name="Start">Factor at the beginning.</param>
/// <param name="End">Factor from <paramref name="Epochs"/> on.</param>
/// <param name="Epochs">Length of the ramp.</param>
public sealed record PretrainedRamp(double Start, double End, double Epochs)
{
    public double At(double epoch) => epoch < Epochs
        ? Start + (End - Start) * (0.5 - 0.5 * Math.Cos(Math.PI * epoch / Epochs))
        : End;
}

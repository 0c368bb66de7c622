namespace DeepAvFusion.Training.Metrics.Separation;

/// <summary>Scale-invariant signal-to-distortion ratio.</summary>
/// <remarks>Le Roux and others, SDR: half-baked or well done?, ICASSP 2019.</remarks>
public static class SiSdr
{
    private const double Least = 1e-10;

    /// <returns>Decibels; minus infinity for an estimate without anything of the reference.</returns>
    public static double Of(ReadOnlySpan<float> reference, ReadOnlySpan<float> estimate)
    {
        double power = 0, common = 0;
        for (var i = 0; i < reference.Length; i++)
        {
            power += (double)reference[i] * reference[i];
            common += (double)reference[i] * estimate[i];
        }

        var scale = common / Math.Max(power, Least);
        double distortion = 0;
        for (var i = 0; i < reference.Length; i++)
        {
            var error = estimate[i] - (scale * reference[i]);
            distortion += error * error;
        }

        var target = scale * scale * power;
        return target < Least ? double.NegativeInfinity : 10 * Math.Log10(target / Math.Max(distortion, Least));
    }
}

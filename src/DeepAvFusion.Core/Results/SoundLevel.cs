namespace DeepAvFusion.Core.Results;

/// <summary>Level of a window's sound in dBFS; digital silence is -120.</summary>
public sealed record SoundLevel(double Rms, double Peak)
{
    public const double Floor = -120;

    public static SoundLevel Of(ReadOnlySpan<float> samples)
    {
        double sum = 0, peak = 0;
        foreach (var sample in samples)
        {
            sum += sample * sample;
            peak = Math.Max(peak, Math.Abs(sample));
        }
        return new SoundLevel(Decibel(samples.Length == 0 ? 0 : Math.Sqrt(sum / samples.Length)), Decibel(peak));
    }

    private static double Decibel(double amplitude) => Math.Max(Floor, 20 * Math.Log10(Math.Max(amplitude, 1e-12)));
}

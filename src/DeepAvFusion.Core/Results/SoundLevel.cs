namespace DeepAvFusion.Core.Results;

/// <summary>Level of a window's sound in dBFS: the RMS without a constant part, which nobody hears, and the peak with it; digital silence is -120.</summary>
public sealed record SoundLevel(double Rms, double Peak)
{
    public const double Floor = -120;

    public static SoundLevel Of(ReadOnlySpan<float> samples)
    {
        double constant = 0, sum = 0, peak = 0;
        foreach (var sample in samples)
            constant += sample / (double)samples.Length;
        foreach (var sample in samples)
        {
            var sound = sample - constant;
            sum += sound * sound;
            peak = Math.Max(peak, Math.Abs(sample));
        }
        return new SoundLevel(Decibel(samples.Length == 0 ? 0 : Math.Sqrt(sum / samples.Length)), Decibel(peak));
    }

    private static double Decibel(double amplitude) => Math.Max(Floor, 20 * Math.Log10(Math.Max(amplitude, 1e-12)));
}

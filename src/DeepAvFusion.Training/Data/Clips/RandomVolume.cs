using DeepAvFusion.Model.Features;

namespace DeepAvFusion.Training.Data.Clips;

/// <summary>Makes the sound of a training sample a little louder or softer, as published; sounds that are mixed for separation stay as they are.</summary>
internal static class RandomVolume
{
    private const double Most = 6;                                             // dB either way

    public static void Apply(Span<float> waveform, Random random) => Waveforms.ApplyGain(waveform, Most * (2 * random.NextDouble() - 1));
}

namespace DeepAvFusion.Model.Features;

/// <summary>Draws how loud the sounds of training are.</summary>
public static class RandomVolume
{
    /// <summary>Largest change of every published training, in dB; separation leaves sounds as they are.</summary>
    public const double PublishedRange = 6;

    /// <summary>Makes a waveform louder or softer in place, all decibels being equally likely, and clips it to [-1, 1].</summary>
    public static void Apply(Span<float> samples, Random random) => Waveforms.ApplyGain(samples, PublishedRange * (2 * random.NextDouble() - 1));
}

using DeepAvFusion.Model.Features;

namespace DeepAvFusion.Training.Data.Clips;

/// <summary>A short clip, decoded whole.</summary>
/// <param name="Pictures">In order of time.</param>
/// <param name="Samples">Mono, 16 kHz, from the clip's start.</param>
public sealed record DecodedClip(IReadOnlyList<DecodedPicture> Pictures, float[] Samples)
{
    /// <summary>Length of the sound, in seconds.</summary>
    public double Seconds => Samples.Length / (double)Core.AudioClock.Rate;

    /// <summary>The picture nearest to a moment.</summary>
    public DecodedPicture At(double seconds) => Pictures.MinBy(picture => Math.Abs(picture.Seconds - seconds))!;

    /// <summary>The last picture before a moment; the first one where there is none before.</summary>
    public DecodedPicture Before(double seconds) => Pictures.LastOrDefault(picture => picture.Seconds <= seconds) ?? Pictures[0];

    /// <summary>A stretch of the sound, moved inside the clip; a shorter clip goes on backwards, then forwards again, as published.</summary>
    /// <param name="start">Seconds.</param>
    public float[] Sound(double start, int samples) => Sound((int)Math.Round(start * Core.AudioClock.Rate), samples);

    /// <summary>The same from a sample on.</summary>
    public float[] Sound(int start, int samples)
    {
        var window = new float[samples];
        var first = Math.Clamp(start, 0, Math.Max(0, Samples.Length - samples));
        var part = Samples.AsSpan(first, Math.Min(samples, Samples.Length - first));
        if (!part.IsEmpty) Waveforms.Extend(part, window);
        return window;
    }
}

/// <summary>One picture of a clip.</summary>
/// <param name="Seconds">From the clip's start.</param>
/// <param name="Rgb">[height, width, 3]</param>
public sealed record DecodedPicture(double Seconds, byte[] Rgb, int Width, int Height);

using System.Numerics;
using Lane = System.Numerics.Vector<float>;

namespace DeepAvFusion.Model.Features;

/// <summary>The audio input of the network: log10 of the mel power spectrogram, the last frame dropped.</summary>
/// <remarks>Safe from several threads; <see cref="Compute(ReadOnlySpan{float}, Span{float})"/> allocates nothing once a thread has used it.</remarks>
public static class LogMelSpectrogram
{
    /// <summary>Power that is added to every band, so that silence has a logarithm.</summary>
    public const float Floor = 1e-7f;

    private static readonly float LogE = (float)Math.Log10(Math.E);

    /// <summary>The periodic Hann window of every frame, [800].</summary>
    public static ReadOnlySpan<float> Window => SpectralFrames.Window;

    /// <summary>Time steps for a number of samples: one per 250.</summary>
    public static int Frames(int samples) => samples / AudioFormat.Hop;

    /// <summary>The spectrogram of a waveform of any length, in numbers of its own.</summary>
    /// <returns>[128, frames] log10 mel</returns>
    public static float[] Of(ReadOnlySpan<float> samples) => Of(samples, AudioFormat.MelBands);

    /// <summary>The same with another number of bands.</summary>
    /// <returns>[bands, frames] log10 mel</returns>
    public static float[] Of(ReadOnlySpan<float> samples, int bands)
    {
        var mel = new float[bands * Frames(samples.Length)];
        Compute(samples, MelFilterbank.Of(bands), mel);
        return mel;
    }

    /// <summary>Computes the spectrogram of a waveform; 48000 samples give 192 frames.</summary>
    /// <param name="samples">Mono, 16 kHz; extend short ones first (<see cref="Waveforms.Extend"/>).</param>
    /// <param name="destination">[128, frames]</param>
    public static void Compute(ReadOnlySpan<float> samples, Span<float> destination) => Compute(samples, MelFilterbank.Published, destination);

    private static void Compute(ReadOnlySpan<float> samples, MelFilterbank filters, Span<float> destination)
    {
        var frames = Frames(samples.Length);
        if (destination.Length != filters.Count * frames)
            throw new ArgumentException(
                $"{samples.Length} samples give {filters.Count} x {frames} numbers, the destination has {destination.Length}", nameof(destination));
        using var source = new SpectralFrames(samples);
        var scratch = SpectralScratch.OfThread;
        for (var frame = 0; frame < frames; frame += Lane.Count)
        {
            source.Load(frame, scratch.Samples);
            RealFourier.Forward(scratch.Samples, scratch.Real, scratch.Imaginary, scratch.Fourier);
            for (var bin = 0; bin < scratch.Real.Length; bin++)
                scratch.Real[bin] = scratch.Real[bin] * scratch.Real[bin] + scratch.Imaginary[bin] * scratch.Imaginary[bin];
            Write(scratch.Real, filters, destination[frame..], frames, Math.Min(Lane.Count, frames - frame));
        }
    }

    /// <param name="power">[401]</param> <param name="destination">[bands, frames], from the first frame of this batch on</param>
    private static void Write(ReadOnlySpan<Lane> power, MelFilterbank filters, Span<float> destination, int frames, int used)
    {
        Span<float> last = stackalloc float[Lane.Count];
        ReadOnlySpan<float> weights = filters.Packed;
        for (var band = 0; band < filters.Count; band++)
        {
            var (first, count, start) = filters.Bands[band];
            var sum = Lane.Zero;
            for (var bin = 0; bin < count; bin++)
                sum += power[first + bin] * weights[start + bin];
            var logarithm = Vector.Log(sum + new Lane(Floor)) * LogE;
            if (used == Lane.Count)
            {
                logarithm.CopyTo(destination[(band * frames)..]);
                continue;
            }

            logarithm.CopyTo(last);
            last[..used].CopyTo(destination[(band * frames)..]);
        }
    }
}

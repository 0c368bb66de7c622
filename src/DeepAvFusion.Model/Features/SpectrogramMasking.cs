using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Lane = System.Numerics.Vector<float>;

namespace DeepAvFusion.Model.Features;

/// <summary>Takes sounds out of a mixture by masks over its mel spectrogram: one spectrum of the mixture serves any number of masks.</summary>
/// <remarks>Safe from several threads; allocates nothing once a thread has used it and the pool is warm.</remarks>
public static class SpectrogramMasking
{
    private const int Padding = AudioFormat.FourierSize / 2;
    private const int Size = AudioFormat.FourierSize;

    /// <summary>Turns mask logits into shares of 0 to 1, in place.</summary>
    public static void Sigmoid(Span<float> logits)
    {
        var done = logits.Length - logits.Length % Lane.Count;
        foreach (ref var part in MemoryMarshal.Cast<float, Lane>(logits[..done]))
            part = Lane.One / (Lane.One + Vector.Exp(-part));
        for (var index = done; index < logits.Length; index++)
            logits[index] = 1f / (1f + MathF.Exp(-logits[index]));
    }

    /// <summary>Separates one waveform per mask.</summary>
    /// <param name="mixture">Mono, 16 kHz; 48000 samples for a full window.</param>
    /// <param name="masks">[K, 128, frames], shares of 0 to 1; the frame beyond the last one is silenced.</param>
    /// <param name="waveforms">[K, samples]</param>
    public static void Separate(ReadOnlySpan<float> mixture, ReadOnlySpan<float> masks, Span<float> waveforms) =>
        Separate(mixture, masks, AudioFormat.MelBands, waveforms);

    /// <summary>The same by masks over another number of bands.</summary>
    /// <param name="mixture">Mono, 16 kHz.</param>
    /// <param name="masks">[K, bands, frames], shares of 0 to 1.</param>
    /// <param name="bands">Mel bands of a mask.</param>
    /// <param name="waveforms">[K, samples]</param>
    public static void Separate(ReadOnlySpan<float> mixture, ReadOnlySpan<float> masks, int bands, Span<float> waveforms)
    {
        var frames = LogMelSpectrogram.Frames(mixture.Length);
        var maskSize = bands * frames;
        var count = mixture.IsEmpty ? 0 : waveforms.Length / mixture.Length;
        if (mixture.Length % AudioFormat.Hop != 0 || waveforms.Length != count * mixture.Length || masks.Length != count * maskSize)
            throw new ArgumentException(
                $"a mixture of {mixture.Length} samples (a multiple of {AudioFormat.Hop} is needed) takes {maskSize} numbers a mask; "
                + $"{masks.Length} numbers do not make {count} waveforms",
                nameof(masks));

        Separate(mixture, masks, MelFilterbank.Of(bands), count, waveforms);
    }

    /// <summary>Spectrum and back with nothing masked: shows what the transforms alone do to a waveform.</summary>
    /// <param name="samples">A multiple of 250.</param> <param name="waveform">As long as the samples.</param>
    public static void RoundTrip(ReadOnlySpan<float> samples, Span<float> waveform)
    {
        if (samples.Length % AudioFormat.Hop != 0 || waveform.Length != samples.Length)
            throw new ArgumentException(
                $"{samples.Length} samples (a multiple of {AudioFormat.Hop} is needed) do not become {waveform.Length}", nameof(samples));
        Separate(samples, [], MelFilterbank.Published, 1, waveform);
    }

    private static void Separate(ReadOnlySpan<float> mixture, ReadOnlySpan<float> masks, MelFilterbank filters, int count, Span<float> waveforms)
    {
        using var source = new SpectralFrames(mixture);
        var length = mixture.Length + Size;
        var maskSize = masks.IsEmpty ? 0 : filters.Count * (source.Count - 1);
        var sums = ArrayPool<float>.Shared.Rent(count * length);
        sums.AsSpan(0, count * length).Clear();
        var scratch = SpectralScratch.OfThread;
        for (var frame = 0; frame < source.Count; frame += Lane.Count)
        {
            source.Load(frame, scratch.Samples);
            RealFourier.Forward(scratch.Samples, scratch.Real, scratch.Imaginary, scratch.Fourier);
            for (var mask = 0; mask < count; mask++)
            {
                Mask(scratch, filters, masks.Slice(mask * maskSize, maskSize), frame, source.Count - 1);
                RealFourier.Inverse(scratch.MaskedReal, scratch.MaskedImaginary, scratch.Samples, scratch.Fourier);
                OverlapAdd(scratch.Samples, sums.AsSpan(mask * length, length), frame, source.Count);
            }
        }

        for (var mask = 0; mask < count; mask++)
            Normalise(sums.AsSpan(mask * length, length), waveforms.Slice(mask * mixture.Length, mixture.Length), source.Count);
        ArrayPool<float>.Shared.Return(sums);
    }

    /// <summary>The complex spectrum itself, for inspection.</summary>
    /// <param name="real">[401, frames + 1]</param> <param name="imaginary">[401, frames + 1]</param>
    public static void Spectrum(ReadOnlySpan<float> samples, Span<float> real, Span<float> imaginary)
    {
        using var source = new SpectralFrames(samples);
        if (real.Length != AudioFormat.Bins * source.Count || imaginary.Length != real.Length)
            throw new ArgumentException($"the spectrum has {AudioFormat.Bins} x {source.Count} numbers", nameof(real));
        var scratch = SpectralScratch.OfThread;
        for (var frame = 0; frame < source.Count; frame += Lane.Count)
        {
            source.Load(frame, scratch.Samples);
            RealFourier.Forward(scratch.Samples, scratch.Real, scratch.Imaginary, scratch.Fourier);
            for (var bin = 0; bin < AudioFormat.Bins; bin++)
                for (var lane = 0; lane < Math.Min(Lane.Count, source.Count - frame); lane++)
                {
                    real[bin * source.Count + frame + lane] = scratch.Real[bin][lane];
                    imaginary[bin * source.Count + frame + lane] = scratch.Imaginary[bin][lane];
                }
        }
    }

    /// <summary>Spreads a mel mask over the bins and multiplies the spectrum with it; an empty mask lets all through.</summary>
    private static void Mask(SpectralScratch scratch, MelFilterbank filters, ReadOnlySpan<float> mask, int frame, int frames)
    {
        if (mask.IsEmpty)
        {
            scratch.Real.CopyTo(scratch.MaskedReal, 0);
            scratch.Imaginary.CopyTo(scratch.MaskedImaginary, 0);
            return;
        }

        for (var band = 0; band < filters.Count; band++)
            scratch.Bands[band] = Load(mask.Slice(band * frames, frames), frame);
        for (var bin = 0; bin < AudioFormat.Bins; bin++)
        {
            var (band, lower, upper) = filters.BinShares[bin];
            var share = scratch.Bands[band] * lower + scratch.Bands[band + 1] * upper;
            scratch.MaskedReal[bin] = scratch.Real[bin] * share;
            scratch.MaskedImaginary[bin] = scratch.Imaginary[bin] * share;
        }
    }

    private static Lane Load(ReadOnlySpan<float> row, int frame)
    {
        if (frame + Lane.Count <= row.Length)
            return new Lane(row[frame..]);
        Span<float> part = stackalloc float[Lane.Count];
        part.Clear();
        row[Math.Min(frame, row.Length)..].CopyTo(part);
        return new Lane(part);
    }

    private static void OverlapAdd(ReadOnlySpan<Lane> samples, Span<float> sum, int frame, int frames)
    {
        var flat = MemoryMarshal.Cast<Lane, float>(samples);
        var window = SpectralFrames.Window;
        for (var lane = 0; lane < Math.Min(Lane.Count, frames - frame); lane++)
        {
            var target = sum.Slice((frame + lane) * AudioFormat.Hop, Size);
            for (var index = 0; index < Size; index++)
                target[index] += flat[index * Lane.Count + lane] * window[index];
        }
    }

    /// <summary>Divides by the overlap-added squared window and cuts the padding off.</summary>
    private static void Normalise(ReadOnlySpan<float> sum, Span<float> waveform, int frames)
    {
        var window = SpectralFrames.Window;
        for (var index = 0; index < waveform.Length; index++)
        {
            var place = index + Padding;
            var envelope = 0f;
            for (var frame = Math.Min(place / AudioFormat.Hop, frames - 1); frame >= 0 && place - frame * AudioFormat.Hop < Size; frame--)
                envelope += window[place - frame * AudioFormat.Hop] * window[place - frame * AudioFormat.Hop];
            waveform[index] = sum[place] / envelope;
        }
    }
}

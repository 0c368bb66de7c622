using System.Numerics;

namespace DeepAvFusion.Model.Features;

/// <summary>Small operations on mono waveforms.</summary>
public static class Waveforms
{
    /// <summary>Fills the destination with the samples, then the samples backwards, then forwards again, and so on; longer input is cut.</summary>
    /// <exception cref="ArgumentException">There is not a single sample.</exception>
    public static void Extend(ReadOnlySpan<float> samples, Span<float> destination)
    {
        if (samples.IsEmpty)
            throw new ArgumentException("a waveform without samples cannot be extended", nameof(samples));
        var forwards = true;
        while (destination.Length > 0)
        {
            var step = Math.Min(samples.Length, destination.Length);
            if (forwards)
                samples[..step].CopyTo(destination);
            else
                for (var index = 0; index < step; index++)
                    destination[index] = samples[^(index + 1)];
            destination = destination[step..];
            forwards = !forwards;
        }
    }

    /// <summary>Makes a waveform louder or softer in place and clips it to [-1, 1].</summary>
    /// <param name="decibels">Gain, 20 log10 of the factor.</param>
    public static void ApplyGain(Span<float> samples, double decibels)
    {
        var factor = (float)Math.Pow(10, decibels / 20);
        var done = samples.Length - samples.Length % Vector<float>.Count;
        for (var index = 0; index < done; index += Vector<float>.Count)
        {
            var part = samples.Slice(index, Vector<float>.Count);
            Vector.Min(Vector.Max(new Vector<float>(part) * factor, -Vector<float>.One), Vector<float>.One).CopyTo(part);
        }

        for (var index = done; index < samples.Length; index++)
            samples[index] = Math.Clamp(samples[index] * factor, -1f, 1f);
    }

    /// <summary>What is left of a mixture when all separated parts are taken out, so that parts and residual add up to the mixture.</summary>
    /// <param name="parts">[K, samples]</param>
    /// <param name="residual">As long as the mixture.</param>
    public static void Subtract(ReadOnlySpan<float> mixture, ReadOnlySpan<float> parts, Span<float> residual)
    {
        if (residual.Length != mixture.Length || parts.Length % Math.Max(mixture.Length, 1) != 0)
            throw new ArgumentException(
                $"parts of {parts.Length} samples and a residual of {residual.Length} do not go with a mixture of {mixture.Length}", nameof(parts));
        mixture.CopyTo(residual);
        for (var part = 0; part < parts.Length; part += mixture.Length)
            for (var index = 0; index < residual.Length; index++)
                residual[index] -= parts[part + index];
    }
}

using System.Buffers;
using System.Runtime.InteropServices;
using Lane = System.Numerics.Vector<float>;

namespace DeepAvFusion.Model.Features;

/// <summary>A waveform cut into overlapping windowed frames of 800 samples, one every 250, the first one centred on the first sample.</summary>
/// <remarks>Both ends are padded with 400 mirrored samples (the outermost one is not repeated).</remarks>
internal readonly ref struct SpectralFrames : IDisposable
{
    private const int Padding = AudioFormat.FourierSize / 2;
    private readonly float[] _padded;

    public SpectralFrames(ReadOnlySpan<float> samples)
    {
        if (samples.Length <= Padding)
            throw new ArgumentException($"{samples.Length} samples are too few for a spectrogram; more than {Padding} are needed", nameof(samples));
        Count = samples.Length / AudioFormat.Hop + 1;
        _padded = ArrayPool<float>.Shared.Rent(samples.Length + 2 * Padding);
        samples.CopyTo(_padded.AsSpan(Padding));
        for (var index = 0; index < Padding; index++)
        {
            _padded[Padding - 1 - index] = samples[index + 1];
            _padded[Padding + samples.Length + index] = samples[^(index + 2)];
        }
    }

    /// <summary>Periodic Hann window, [800].</summary>
    public static ReadOnlySpan<float> Window => HannWindow;

    /// <summary>Frames the waveform gives.</summary>
    public int Count { get; }

    /// <summary>Loads one frame into each lane, windowed; lanes beyond the last frame are silent.</summary>
    /// <param name="samples">[800]</param>
    public void Load(int firstFrame, Span<Lane> samples)
    {
        var flat = MemoryMarshal.Cast<Lane, float>(samples);
        for (var lane = 0; lane < Lane.Count; lane++)
        {
            if (firstFrame + lane >= Count)
            {
                for (var index = 0; index < AudioFormat.FourierSize; index++)
                    flat[index * Lane.Count + lane] = 0;
                continue;
            }

            var frame = _padded.AsSpan((firstFrame + lane) * AudioFormat.Hop, AudioFormat.FourierSize);
            for (var index = 0; index < frame.Length; index++)
                flat[index * Lane.Count + lane] = frame[index];
        }

        for (var index = 0; index < samples.Length; index++)
            samples[index] *= HannWindow[index];
    }

    public void Dispose() => ArrayPool<float>.Shared.Return(_padded);

    /// <summary>A periodic Hann window.</summary>
    /// <returns>[length]</returns>
    public static float[] Hann(int length) => [.. Enumerable.Range(0, length).Select(index => (float)(0.5 - 0.5 * Math.Cos(2 * Math.PI * index / length)))];

    private static readonly float[] HannWindow = Hann(AudioFormat.FourierSize);
}

using System.Runtime.InteropServices;

namespace NAudio.Wave.SampleProviders;

/// <summary>Makes numbers of the bytes of 32 bit floating point.</summary>
public class WaveToSampleProvider : SampleProviderConverterBase
{
    public WaveToSampleProvider(IWaveProvider source)
        : base(source)
    {
        if (source.WaveFormat.Encoding != WaveFormatEncoding.IeeeFloat || source.WaveFormat.BitsPerSample != 32)
            throw new ArgumentException("Must be 32 bit floating point", nameof(source));
    }

    public override int Read(float[] buffer, int offset, int count)
    {
        var samples = MemoryMarshal.Cast<byte, float>(ReadSource(count * sizeof(float)));
        samples.CopyTo(buffer.AsSpan(offset));
        return samples.Length;
    }
}

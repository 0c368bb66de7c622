using System.Runtime.InteropServices;

namespace NAudio.Wave.SampleProviders;

/// <summary>Makes bytes of numbers: 32 bit floating point.</summary>
public class SampleToWaveProvider : IWaveProvider
{
    private readonly ISampleProvider _source;
    private float[] _samples = [];

    public SampleToWaveProvider(ISampleProvider source)
    {
        if (source.WaveFormat.Encoding != WaveFormatEncoding.IeeeFloat) throw new ArgumentException("Must be already floating point", nameof(source));
        _source = source;
    }

    public WaveFormat WaveFormat => _source.WaveFormat;

    public int Read(byte[] buffer, int offset, int count)
    {
        var wanted = count / sizeof(float);
        if (_samples.Length < wanted) _samples = new float[wanted];
        var bytes = MemoryMarshal.AsBytes(_samples.AsSpan(0, _source.Read(_samples, 0, wanted)));
        bytes.CopyTo(buffer.AsSpan(offset));
        return bytes.Length;
    }
}

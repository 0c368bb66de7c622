using System.Buffers.Binary;

namespace NAudio.Wave.SampleProviders;

/// <summary>Makes bytes of numbers: 16 bit PCM, limited to -1 and 1.</summary>
public class SampleToWaveProvider16 : IWaveProvider
{
    private readonly ISampleProvider _source;
    private volatile float _volume = 1;
    private float[] _samples = [];

    public SampleToWaveProvider16(ISampleProvider sourceProvider)
    {
        var format = sourceProvider.WaveFormat;
        if (format.Encoding != WaveFormatEncoding.IeeeFloat) throw new ArgumentException("Input source provider must be IEEE float", nameof(sourceProvider));
        if (format.BitsPerSample != 32) throw new ArgumentException("Input source provider must be 32 bit", nameof(sourceProvider));
        _source = sourceProvider;
        WaveFormat = new WaveFormat(format.SampleRate, 16, format.Channels);
    }

    public WaveFormat WaveFormat { get; }

    /// <summary>Factor, applied before the limit.</summary>
    public float Volume
    {
        get => _volume;
        set => _volume = value;
    }

    public int Read(byte[] destBuffer, int offset, int numBytes)
    {
        var wanted = numBytes / sizeof(short);
        if (_samples.Length < wanted) _samples = new float[wanted];
        var count = _source.Read(_samples, 0, wanted);
        for (var i = 0; i < count; i++)
        {
            var limited = Math.Clamp(_samples[i] * _volume, -1, 1);
            BinaryPrimitives.WriteInt16LittleEndian(destBuffer.AsSpan(offset + (i * sizeof(short))), (short)(limited * short.MaxValue));
        }

        return count * sizeof(short);
    }
}

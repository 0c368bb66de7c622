namespace NAudio.Wave.SampleProviders;

/// <summary>Makes numbers of the bytes of a source.</summary>
public abstract class SampleProviderConverterBase : ISampleProvider
{
    protected IWaveProvider source;
    protected byte[] sourceBuffer = [];

    protected SampleProviderConverterBase(IWaveProvider source)
    {
        this.source = source;
        WaveFormat = WaveFormat.CreateIeeeFloatWaveFormat(source.WaveFormat.SampleRate, source.WaveFormat.Channels);
    }

    public WaveFormat WaveFormat { get; }

    public abstract int Read(float[] buffer, int offset, int count);

    protected void EnsureSourceBuffer(int sourceBytesRequired)
    {
        if (sourceBuffer.Length < sourceBytesRequired) sourceBuffer = new byte[sourceBytesRequired];
    }

    private protected ReadOnlySpan<byte> ReadSource(int bytes)
    {
        EnsureSourceBuffer(bytes);
        return sourceBuffer.AsSpan(0, source.Read(sourceBuffer, 0, bytes));
    }
}

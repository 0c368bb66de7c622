namespace NAudio.Wave.SampleProviders;

/// <summary>Multiplies a sound by a factor.</summary>
public class VolumeSampleProvider : ISampleProvider
{
    private readonly ISampleProvider _source;

    public VolumeSampleProvider(ISampleProvider source) => _source = source;

    public WaveFormat WaveFormat => _source.WaveFormat;

    public float Volume { get; set; } = 1;

    public int Read(float[] buffer, int offset, int sampleCount)
    {
        var read = _source.Read(buffer, offset, sampleCount);
        foreach (ref var sample in buffer.AsSpan(offset, read)) sample *= Volume;
        return read;
    }
}

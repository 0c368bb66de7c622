namespace NAudio.Wave.SampleProviders;

/// <summary>Gives one channel to both sides.</summary>
public class MonoToStereoSampleProvider : ISampleProvider
{
    private readonly ISampleProvider _source;
    private float[] _mono = [];

    public MonoToStereoSampleProvider(ISampleProvider source)
    {
        if (source.WaveFormat.Channels != 1) throw new ArgumentException("Source must be mono", nameof(source));
        _source = source;
        WaveFormat = WaveFormat.CreateIeeeFloatWaveFormat(source.WaveFormat.SampleRate, 2);
    }

    public float LeftVolume { get; set; } = 1;

    public float RightVolume { get; set; } = 1;

    public WaveFormat WaveFormat { get; }

    public int Read(float[] buffer, int offset, int count)
    {
        if (_mono.Length < count / 2) _mono = new float[count / 2];
        var read = _source.Read(_mono, 0, count / 2);
        for (var i = 0; i < read; i++)
        {
            buffer[offset + (i * 2)] = _mono[i] * LeftVolume;
            buffer[offset + (i * 2) + 1] = _mono[i] * RightVolume;
        }

        return read * 2;
    }
}

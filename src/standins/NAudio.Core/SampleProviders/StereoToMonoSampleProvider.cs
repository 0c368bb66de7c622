namespace NAudio.Wave.SampleProviders;

/// <summary>Mixes two channels into one, half of each unless told otherwise.</summary>
public class StereoToMonoSampleProvider : ISampleProvider
{
    private readonly ISampleProvider _source;
    private float[] _stereo = [];

    public StereoToMonoSampleProvider(ISampleProvider sourceProvider)
    {
        if (sourceProvider.WaveFormat.Channels != 2) throw new ArgumentException("Source must be stereo", nameof(sourceProvider));
        _source = sourceProvider;
        WaveFormat = WaveFormat.CreateIeeeFloatWaveFormat(sourceProvider.WaveFormat.SampleRate, 1);
    }

    public float LeftVolume { get; set; } = 0.5f;

    public float RightVolume { get; set; } = 0.5f;

    public WaveFormat WaveFormat { get; }

    public int Read(float[] buffer, int offset, int count)
    {
        if (_stereo.Length < count * 2) _stereo = new float[count * 2];
        var read = _source.Read(_stereo, 0, count * 2) / 2;
        for (var i = 0; i < read; i++) buffer[offset + i] = (_stereo[i * 2] * LeftVolume) + (_stereo[(i * 2) + 1] * RightVolume);
        return read;
    }
}

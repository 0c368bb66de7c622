namespace DeepAvFusion.Monitoring.Tests;

/// <summary>Test signals: tones of the same phase in all channels, one after the other.</summary>
internal sealed class Tones(int channels = 2, int rate = 48000)
{
    private readonly List<float> _samples = [];
    private long _at;

    public int Channels => channels;

    public int Rate => rate;

    /// <summary>Interleaved.</summary>
    public float[] Samples => [.. _samples];

    /// <summary>A tone of one kilohertz at a peak level in dBFS, as EBU's signals are.</summary>
    public Tones Tone(double level, double seconds, double frequency = 1000) => Each(seconds, (_, t) => Amplitude(level) * Math.Sin(2 * Math.PI * frequency * t));

    /// <summary>The same with a level for each channel.</summary>
    public Tones Tone(double[] levels, double seconds) => Each(seconds, (channel, t) => Amplitude(levels[channel]) * Math.Sin(2 * Math.PI * 1000 * t));

    /// <summary>Noise of a seed, more of it low than high, which swells and fades.</summary>
    public Tones Noise(double level, double seconds, int seed)
    {
        var (random, last) = (new Random(seed), new double[channels]);
        return Each(seconds, (channel, t) => Amplitude(level) * (0.2 + Math.Abs(Math.Sin(t * 0.7))) * 3 * (last[channel] = (0.8 * last[channel]) + (0.2 * ((2 * random.NextDouble()) - 1))));
    }

    /// <summary>Any signal, by channel and seconds.</summary>
    public Tones Each(double seconds, Func<int, double, double> signal)
    {
        for (var end = _at + (long)(seconds * rate); _at < end; _at++)
            for (var channel = 0; channel < channels; channel++)
                _samples.Add((float)signal(channel, (double)_at / rate));
        return this;
    }

    private static double Amplitude(double level) => Math.Pow(10, level / 20);
}

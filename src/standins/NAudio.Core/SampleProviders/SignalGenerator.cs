namespace NAudio.Wave.SampleProviders;

/// <summary>A test signal that never ends, the same on all channels.</summary>
public class SignalGenerator : ISampleProvider
{
    private readonly Random _random = new();
    private long _sample;
    private double _phase;

    /// <summary>44.1 kHz, stereo.</summary>
    public SignalGenerator()
        : this(44100, 2)
    {
    }

    /// <param name="sampleRate">Hz</param>
    public SignalGenerator(int sampleRate, int channel)
    {
        WaveFormat = WaveFormat.CreateIeeeFloatWaveFormat(sampleRate, channel);
        PhaseReverse = new bool[channel];
    }

    public WaveFormat WaveFormat { get; }

    /// <summary>Hz; of a sweep its begin.</summary>
    public double Frequency { get; set; } = 440;

    /// <summary>Hz at the end of a sweep.</summary>
    public double FrequencyEnd { get; set; }

    /// <summary>The highest value.</summary>
    public double Gain { get; set; } = 1;

    /// <summary>The channels that are turned upside down.</summary>
    public bool[] PhaseReverse { get; }

    public SignalGeneratorType Type { get; set; } = SignalGeneratorType.Sin;

    /// <summary>Seconds from the begin to the end of a sweep, which then starts again.</summary>
    public double SweepLengthSecs { get; set; } = 2;

    public int Read(float[] buffer, int offset, int count)
    {
        for (var i = 0; i < count / WaveFormat.Channels; i++)
        {
            var value = (float)(Gain * Next());
            for (var channel = 0; channel < WaveFormat.Channels; channel++)
                buffer[offset++] = PhaseReverse[channel] ? -value : value;
        }

        return count;
    }

    private double Next() => Type switch
    {
        SignalGeneratorType.Sin => Math.Sin(_sample++ * Step(Frequency)),
        SignalGeneratorType.Square => Saw() >= 0 ? 1 : -1,
        SignalGeneratorType.SawTooth => Saw(),
        SignalGeneratorType.Triangle => Triangle(Saw() + 1),
        SignalGeneratorType.White => (2 * _random.NextDouble()) - 1,
        SignalGeneratorType.Sweep => Sweep(),
        _ => throw new NotSupportedException($"Signal {Type} is not supported: choose another {nameof(SignalGeneratorType)}."),
    };

    private double Step(double frequency) => 2 * Math.PI * frequency / WaveFormat.SampleRate;

    /// <summary>Rises from -1 to 1 once a period.</summary>
    private double Saw() => (_sample++ * 2 * Frequency / WaveFormat.SampleRate % 2) - 1;

    /// <summary>Begins at 0 and rises: 0, 1, 0, -1 over the phase 0 to 2.</summary>
    private static double Triangle(double phase) => phase switch
    {
        <= 0.5 => 2 * phase,
        <= 1.5 => 2 - (2 * phase),
        _ => (2 * phase) - 4,
    };

    private double Sweep()
    {
        var length = SweepLengthSecs * WaveFormat.SampleRate;
        _phase += Step(Frequency * Math.Pow(FrequencyEnd / Frequency, _sample++ / length));
        var value = Math.Sin(_phase);
        if (_sample > length) (_sample, _phase) = (0, 0);
        return value;
    }
}

namespace DeepAvFusion.Monitoring.Loudness;

/// <summary>Loudness of all channels together: momentary, short-term, integrated, over the latest minutes, and its range. Fed with blocks of 100 ms.</summary>
/// <remarks>Source: ITU-R BS.1770-5 and EBU Tech 3341, 3342. Channels are taken in FFmpeg's order; one alone counts as one, not as two that are the same.</remarks>
internal sealed class LoudnessMeter
{
    private const int Momentary = 4;
    private const int ShortTerm = 30;

    private readonly KWeighting[] _filters;
    private readonly double[] _weights;
    private readonly double[] _latest = new double[ShortTerm];
    private readonly double[] _sliding;
    private readonly GatedLoudness _blocks = new();
    private readonly GatedLoudness _shortTerms = new();
    private long _count;

    /// <param name="rate">Samples a second.</param>
    /// <param name="sliding">Length of the sliding integrated loudness, in blocks.</param>
    public LoudnessMeter(int channels, int rate, int sliding)
    {
        _filters = [.. Enumerable.Range(0, channels).Select(_ => new KWeighting(rate))];
        _weights = Weights(channels);
        _sliding = new double[sliding];
    }

    /// <summary>Of the latest 400 ms, LUFS; null before there are so many. So with <see cref="Short"/>, over 3 s.</summary>
    public double? Moment => _count >= Momentary ? Units(Mean(Momentary)) : null;

    public double? Short => _count >= ShortTerm ? Units(Mean(ShortTerm)) : null;

    /// <summary>Since the beginning, gated, LUFS; null while all is silence.</summary>
    public double? Integrated => _blocks.Mean(-10);

    /// <summary>LU; null while all is silence.</summary>
    public double? Range => _shortTerms.Range();

    /// <summary>Over the latest minutes, gated, LUFS; null before they are full, and in silence.</summary>
    public double? Sliding()
    {
        if (_count < _sliding.Length)
            return null;
        var gated = new GatedLoudness();
        foreach (var energy in _sliding)
            gated.Add(energy);
        return gated.Mean(-10);
    }

    /// <summary>Loudness of a mean energy, LUFS.</summary>
    public static double Units(double energy) => energy > 0 ? -0.691 + (10 * Math.Log10(energy)) : double.NegativeInfinity;

    /// <summary>Takes the next 100 ms.</summary>
    /// <param name="channels">The samples of each channel.</param>
    public void Add(ReadOnlySpan<float[]> channels, int samples)
    {
        var energy = 0.0;
        for (var channel = 0; channel < _filters.Length; channel++)
        {
            if (_weights[channel] > 0)
                energy += _weights[channel] * _filters[channel].Energy(channels[channel].AsSpan(0, samples)) / samples;
        }
        _latest[_count % ShortTerm] = energy;
        _count++;
        if (_count >= Momentary)
        {
            var moment = Mean(Momentary);
            _blocks.Add(moment);
            _sliding[_count % _sliding.Length] = moment;
        }
        if (_count >= ShortTerm)
            _shortTerms.Add(Mean(ShortTerm));
    }

    private double Mean(int blocks)
    {
        var sum = 0.0;
        for (var back = 1; back <= blocks; back++)
            sum += _latest[(_count - back) % ShortTerm];
        return sum / blocks;
    }

    /// <summary>1 in front, 1.41 at the sides and behind, nothing for the low-frequency effects.</summary>
    private static double[] Weights(int channels) => channels switch
    {
        1 or 2 or 3 => [.. Enumerable.Repeat(1.0, channels)],
        4 => [1, 1, 1.41, 1.41],
        5 => [1, 1, 1, 1.41, 1.41],
        6 => [1, 1, 1, 0, 1.41, 1.41],
        7 => [1, 1, 1, 0, 1.41, 1.41, 1.41],
        8 => [1, 1, 1, 0, 1.41, 1.41, 1.41, 1.41],
        _ => [.. Enumerable.Repeat(1.0, channels)],
    };
}

using System.Numerics.Tensors;
using DeepAvFusion.Monitoring.Loudness;

namespace DeepAvFusion.Monitoring.Sound;

/// <summary>Measures sound of all channels at its own rate in blocks of 100 ms. Not thread-safe.</summary>
internal sealed class SoundMeter
{
    /// <summary>Length of a block.</summary>
    public static readonly TimeSpan Block = TimeSpan.FromMilliseconds(100);

    // blocks over which levels are taken: pauses between words are no silence
    private const int Second = 10;

    // samples in a row at full scale that are no mere peak
    private const int ClippedInARow = 3;
    private const float FullScale = 0.9999f;

    private readonly float[][] _block;
    private readonly double[][] _energies;
    private readonly double[] _products = new double[Second];
    private readonly double[] _peaks = new double[Second];
    private readonly TruePeakMeter[] _truePeaks;
    private readonly int[] _fullInARow;
    private readonly int _length;
    private int _filled;
    private long _count;
    private bool _isZero = true;
    private bool _isClipped;

    /// <param name="sliding">Length of the sliding integrated loudness, in blocks.</param>
    public SoundMeter(int channels, int rate, int sliding)
    {
        (Channels, Rate) = (channels, rate);
        _length = Math.Max(1, rate / Second);
        _block = [.. Enumerable.Range(0, channels).Select(_ => new float[_length])];
        _energies = [.. Enumerable.Range(0, channels).Select(_ => new double[Second])];
        _truePeaks = [.. Enumerable.Range(0, channels).Select(_ => new TruePeakMeter(rate))];
        _fullInARow = new int[channels];
        Loudness = new LoudnessMeter(channels, rate, sliding);
    }

    public int Channels { get; }

    public int Rate { get; }

    public LoudnessMeter Loudness { get; }

    /// <summary>Highest true peak since the beginning, 1 being full scale.</summary>
    public double HighestPeak { get; private set; }

    /// <summary>Takes samples, and tells each block as it is full.</summary>
    /// <param name="interleaved">[samples, channels]</param>
    public void Add(ReadOnlySpan<float> interleaved, Action<SoundBlock> full)
    {
        for (var at = 0; at + Channels <= interleaved.Length;)
        {
            var take = Math.Min(_length - _filled, (interleaved.Length - at) / Channels);
            for (var channel = 0; channel < Channels; channel++)
                Take(interleaved[at..], channel, take);
            _filled += take;
            at += take * Channels;
            if (_filled == _length)
                full(Measure());
        }
    }

    private void Take(ReadOnlySpan<float> interleaved, int channel, int take)
    {
        var block = _block[channel].AsSpan(_filled, take);
        var inARow = _fullInARow[channel];
        for (var i = 0; i < take; i++)
        {
            var sample = interleaved[(i * Channels) + channel];
            if (!float.IsFinite(sample))
                sample = 0;
            block[i] = sample;
            _isZero &= sample == 0;
            inARow = Math.Abs(sample) >= FullScale ? inARow + 1 : 0;
            _isClipped |= inARow >= ClippedInARow;
        }
        _fullInARow[channel] = inARow;
    }

    private SoundBlock Measure()
    {
        var slot = (int)(_count++ % Second);
        Loudness.Add(_block, _length);
        var peak = 0.0;
        for (var channel = 0; channel < Channels; channel++)
        {
            _energies[channel][slot] = TensorPrimitives.SumOfSquares<float>(_block[channel]) / _length;
            peak = Math.Max(peak, _truePeaks[channel].Peak(_block[channel]));
        }
        _peaks[slot] = peak;
        HighestPeak = Math.Max(HighestPeak, peak);
        if (Channels >= 2)
            _products[slot] = TensorPrimitives.Dot<float>(_block[0], _block[1]) / _length;
        var blocks = (int)Math.Min(_count, Second);
        var levels = _energies.Select(energies => Decibels(energies.Sum() / blocks)).ToArray();
        var (left, right) = (_energies[0].Sum(), Channels >= 2 ? _energies[1].Sum() : 0);
        var told = new SoundBlock(levels, _isZero, _isClipped, Channels == 2 && left > 0 && right > 0 ? _products.Sum() / Math.Sqrt(left * right) : null, 10 * Decade(_peaks.Max() * _peaks.Max()));
        (_filled, _isZero, _isClipped) = (0, true, false);
        return told;
    }

    private static double Decibels(double energy) => 10 * Decade(energy);

    private static double Decade(double value) => value > 1e-20 ? Math.Log10(value) : -20;
}

/// <summary>What 100 ms of sound are like.</summary>
/// <param name="Levels">Of each channel over the latest second, dBFS RMS; -200 for nothing.</param>
/// <param name="IsZero">Every sample of the block is zero.</param>
/// <param name="IsClipped">Samples of the block stand at full scale one after the other.</param>
/// <param name="Correlation">Of the two channels over the latest second, -1..1; null without two that sound.</param>
/// <param name="TruePeak">Highest over the latest second, dBTP.</param>
internal sealed record SoundBlock(IReadOnlyList<double> Levels, bool IsZero, bool IsClipped, double? Correlation, double TruePeak);

using System.Numerics;

namespace DeepAvFusion.Model.Features;

/// <summary>Changes the rate of a waveform by windowed-sinc interpolation: low-pass width 6, roll-off 0.99, squared-cosine window.</summary>
/// <remarks>Immutable once made and safe from several threads; make one per pair of rates and keep it.</remarks>
public sealed class Resampler
{
    private const int LowPassWidth = 6;
    private const double RollOff = 0.99;
    private const int HighestRate = 768_000;
    private readonly int _original;
    private readonly int _target;
    private readonly int[] _firsts;
    private readonly float[][] _kernels;

    /// <param name="from">Rate of the input, samples a second.</param> <param name="to">Rate of the output.</param>
    public Resampler(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, HighestRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, HighestRate);
        var shared = (int)BigInteger.GreatestCommonDivisor(from, to);
        (_original, _target) = (from / shared, to / shared);
        _firsts = new int[_target];
        _kernels = new float[_target][];
        for (var phase = 0; phase < _target; phase++)
            (_firsts[phase], _kernels[phase]) = CreateKernel(phase);
    }

    /// <summary>Output samples for a number of input samples, rounded up.</summary>
    public int OutputLength(int inputLength) => checked((int)(((long)inputLength * _target + _original - 1) / _original));

    /// <summary>Resamples a whole waveform; there is silence before and after it.</summary>
    /// <param name="output">Exactly <see cref="OutputLength"/> samples.</param>
    public void Resample(ReadOnlySpan<float> input, Span<float> output)
    {
        if (output.Length != OutputLength(input.Length))
            throw new ArgumentException($"{input.Length} samples become {OutputLength(input.Length)}, the destination has {output.Length}", nameof(output));
        if (_original == _target)
        {
            input.CopyTo(output);
            return;
        }

        var start = 0;
        for (int place = 0, phase = 0; place < output.Length; place++)
        {
            output[place] = Sum(input, start + _firsts[phase], _kernels[phase]);
            if (++phase < _target)
                continue;
            phase = 0;
            start += _original;
        }
    }

    private static float Sum(ReadOnlySpan<float> input, int first, ReadOnlySpan<float> kernel)
    {
        if (first < 0)
        {
            kernel = kernel[Math.Min(-first, kernel.Length)..];
            first = 0;
        }

        kernel = kernel[..Math.Clamp(input.Length - first, 0, kernel.Length)];
        input = input.Slice(Math.Min(first, input.Length), kernel.Length);
        var index = 0;
        var sums = Vector<float>.Zero;
        for (; index <= kernel.Length - Vector<float>.Count; index += Vector<float>.Count)
            sums += new Vector<float>(input[index..]) * new Vector<float>(kernel[index..]);
        var sum = Vector.Sum(sums);
        for (; index < kernel.Length; index++)
            sum += input[index] * kernel[index];
        return sum;
    }

    /// <summary>The coefficients of one output phase; beyond the low-pass width they vanish and are left out.</summary>
    private (int First, float[] Kernel) CreateKernel(int phase)
    {
        var cutoff = RollOff * Math.Min(_original, _target);
        var reach = LowPassWidth / cutoff;
        var centre = (double)phase / _target;
        var first = (int)Math.Ceiling((centre - reach) * _original);
        var last = (int)Math.Floor((centre + reach) * _original);
        var kernel = new float[last - first + 1];
        for (var tap = first; tap <= last; tap++)
        {
            var time = Math.Clamp(((double)tap / _original - centre) * cutoff, -LowPassWidth, LowPassWidth);
            var window = Math.Cos(Math.PI * time / (2 * LowPassWidth));
            var sinc = time == 0 ? 1 : Math.Sin(Math.PI * time) / (Math.PI * time);
            kernel[tap - first] = (float)(window * window * sinc * cutoff / _original);
        }

        return (first, kernel);
    }
}

using System.Buffers;

namespace DeepAvFusion.Model.Features;

/// <summary>Which input pixels, with which integer weights, make each output pixel along one axis (triangle filter, widened when shrinking).</summary>
internal readonly struct ResampleAxis : IDisposable
{
    /// <summary>Weights are parts of 2^22.</summary>
    public const int Precision = 22;

    private readonly int[] _firsts;
    private readonly int[] _weights;
    private readonly int _widest;

    /// <param name="input">Pixels of the whole input axis.</param> <param name="output">Pixels of the whole output axis.</param>
    /// <param name="start">First output pixel wanted.</param> <param name="count">Output pixels wanted.</param>
    public ResampleAxis(int input, int output, int start, int count)
    {
        Count = count;
        var scale = (double)input / output;
        var support = Math.Max(scale, 1);
        _widest = (int)Math.Ceiling(support) * 2 + 1;
        _firsts = ArrayPool<int>.Shared.Rent(2 * count);
        _weights = ArrayPool<int>.Shared.Rent(count * _widest);
        var exact = ArrayPool<double>.Shared.Rent(_widest);
        for (var index = 0; index < count; index++)
        {
            var centre = (start + index + 0.5) * scale;
            var first = Math.Max(0, (int)(centre - support + 0.5));
            var taps = Math.Min(input, (int)(centre + support + 0.5)) - first;
            var sum = 0.0;
            for (var tap = 0; tap < taps; tap++)
                sum += exact[tap] = Math.Max(0, 1 - Math.Abs((first + tap - centre + 0.5) * (1 / support)));
            for (var tap = 0; tap < taps; tap++)
                _weights[index * _widest + tap] = (int)((sum == 0 ? exact[tap] : exact[tap] / sum) * (1 << Precision) + 0.5);
            (_firsts[2 * index], _firsts[2 * index + 1]) = (first, taps);
        }

        ArrayPool<double>.Shared.Return(exact);
    }

    /// <summary>Output pixels.</summary>
    public int Count { get; }

    /// <summary>First input pixel any output pixel needs.</summary>
    public int InputStart => _firsts[0];

    /// <summary>One beyond the last input pixel any output pixel needs.</summary>
    public int InputEnd => _firsts[2 * Count - 2] + _firsts[2 * Count - 1];

    public int First(int output) => _firsts[2 * output];

    public ReadOnlySpan<int> Weights(int output) => _weights.AsSpan(output * _widest, _firsts[2 * output + 1]);

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_firsts);
        ArrayPool<int>.Shared.Return(_weights);
    }
}

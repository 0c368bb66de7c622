using System.Numerics.Tensors;

namespace DeepAvFusion.Monitoring.Loudness;

/// <summary>The peak between the samples of one channel, by oversampling to at least 192 kHz. Keeps the end of what came before.</summary>
/// <remarks>Source: ITU-R BS.1770-5, Annex 2; the interpolation is a windowed sinc of our own.</remarks>
internal sealed class TruePeakMeter
{
    private const int Taps = 32;
    private const double KaiserBeta = 7.5;

    private readonly float[][] _phases;
    private float[] _input = new float[Taps];
    private float[] _output = [];

    public TruePeakMeter(int rate)
    {
        var factor = rate <= 48_000 ? 4 : rate <= 96_000 ? 2 : 1;
        _phases = [.. Enumerable.Range(1, factor - 1).Select(phase => Phase((double)phase / factor))];
    }

    /// <summary>Largest magnitude, 1 being full scale.</summary>
    public double Peak(ReadOnlySpan<float> samples)
    {
        var peak = samples.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(samples));
        if (_phases.Length == 0)
            return peak;
        if (_input.Length < Taps + samples.Length)
            Array.Resize(ref _input, Taps + samples.Length);
        if (_output.Length < samples.Length)
            _output = new float[samples.Length];
        samples.CopyTo(_input.AsSpan(Taps));
        var output = _output.AsSpan(0, samples.Length);
        foreach (var phase in _phases)
        {
            TensorPrimitives.Multiply(_input.AsSpan(1, samples.Length), phase[0], output);
            for (var tap = 1; tap < Taps; tap++)
                TensorPrimitives.MultiplyAdd(_input.AsSpan(tap + 1, samples.Length), phase[tap], output, output);
            peak = Math.Max(peak, Math.Abs(TensorPrimitives.MaxMagnitude(output)));
        }
        _input.AsSpan(samples.Length, Taps).CopyTo(_input);
        return peak;
    }

    /// <summary>Weights of the samples around a place between two of them.</summary>
    private static float[] Phase(double between)
    {
        var weights = new double[Taps];
        for (var tap = 0; tap < Taps; tap++)
        {
            var x = tap - (Taps / 2) + 1 - between;
            var sinc = Math.Sin(Math.PI * x) / (Math.PI * x);
            var place = 2 * x / Taps;
            weights[tap] = sinc * Bessel(KaiserBeta * Math.Sqrt(Math.Max(0, 1 - (place * place)))) / Bessel(KaiserBeta);
        }
        var sum = weights.Sum();
        return [.. weights.Select(weight => (float)(weight / sum))];
    }

    /// <summary>The modified Bessel function of the first kind, order zero.</summary>
    private static double Bessel(double x)
    {
        var (sum, term) = (1.0, 1.0);
        for (var k = 1; term > sum * 1e-12; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }
}

using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace DeepAvFusion.Training.Metrics.Separation;

/// <summary>Fourier transforms long enough that correlations of two padded signals do not wrap.</summary>
/// <param name="length">Samples of a padded signal.</param>
internal sealed class SignalTransform(int length)
{
    private readonly int _size = (int)BitOperations.RoundUpToPowerOf2((uint)length);

    /// <summary>Samples of a padded signal.</summary>
    public int Length => length;

    public Complex[] Forward(float[] signal) => Forward(signal.Length, i => signal[i]);

    public Complex[] Forward(double[] signal) => Forward(signal.Length, i => signal[i]);

    /// <summary>The real signal of a spectrum, with the whole period.</summary>
    public static double[] Inverse(Complex[] spectrum)
    {
        Fourier.Inverse(spectrum, FourierOptions.Matlab);
        return Array.ConvertAll(spectrum, value => value.Real);
    }

    /// <summary>Entry tau, modulo the period: the sum over t of a[t + tau] b[t].</summary>
    public static double[] Correlate(Complex[] a, Complex[] b)
    {
        var product = new Complex[a.Length];
        for (var i = 0; i < product.Length; i++) product[i] = a[i] * Complex.Conjugate(b[i]);
        return Inverse(product);
    }

    private Complex[] Forward(int count, Func<int, double> sample)
    {
        var spectrum = new Complex[_size];
        for (var i = 0; i < count; i++) spectrum[i] = sample(i);
        Fourier.Forward(spectrum, FourierOptions.Matlab);
        return spectrum;
    }
}

using System.Numerics;
using MathNet.Numerics.LinearAlgebra.Double;
using RealVector = MathNet.Numerics.LinearAlgebra.Vector<double>;

namespace DeepAvFusion.Training.Metrics.Separation;

/// <summary>The space of everything that filters of <see cref="BssEval.Taps"/> taps can make of some sources.</summary>
internal sealed class DelayedSources
{
    private const double SmallestRidge = 1e-14;
    private const double LargestRidge = 1e-6;
    private readonly SignalTransform _transform;
    private readonly Complex[][] _sources;
    private readonly Func<RealVector, RealVector> _solve;

    /// <param name="sources">Spectra of the sources.</param>
    public DelayedSources(SignalTransform transform, Complex[][] sources)
    {
        (_transform, _sources) = (transform, sources);
        _solve = Solver(Gram());
    }

    /// <summary>The part of a signal that lies in the space, by least squares.</summary>
    /// <param name="signal">Its spectrum.</param>
    public double[] Project(Complex[] signal)
    {
        var right = new double[_sources.Length * BssEval.Taps];
        for (var i = 0; i < _sources.Length; i++)
            Array.Copy(SignalTransform.Correlate(signal, _sources[i]), 0, right, i * BssEval.Taps, BssEval.Taps);
        var filters = _solve(DenseVector.OfArray(right));
        var sum = new Complex[signal.Length];
        for (var i = 0; i < _sources.Length; i++)
        {
            var filter = _transform.Forward(filters.SubVector(i * BssEval.Taps, BssEval.Taps).ToArray());
            for (var bin = 0; bin < sum.Length; bin++) sum[bin] += filter[bin] * _sources[i][bin];
        }

        return SignalTransform.Inverse(sum)[.._transform.Length];
    }

    /// <summary>Inner products of all delayed sources with each other.</summary>
    private DenseMatrix Gram()
    {
        var gram = new DenseMatrix(_sources.Length * BssEval.Taps);
        for (var i = 0; i < _sources.Length; i++)
        {
            for (var j = i; j < _sources.Length; j++)
            {
                var correlation = SignalTransform.Correlate(_sources[i], _sources[j]);
                for (var a = 0; a < BssEval.Taps; a++)
                {
                    for (var b = 0; b < BssEval.Taps; b++)
                    {
                        var value = correlation[(b - a + correlation.Length) % correlation.Length];
                        gram[i * BssEval.Taps + a, j * BssEval.Taps + b] = value;
                        gram[j * BssEval.Taps + b, i * BssEval.Taps + a] = value;
                    }
                }
            }
        }

        return gram;
    }

    /// <summary>Sources of few frequencies leave the equations without a unique solution: then as little is added to their diagonal as makes it unique.</summary>
    private static Func<RealVector, RealVector> Solver(DenseMatrix gram)
    {
        var mean = gram.Diagonal().Sum() / gram.RowCount;
        for (var ridge = 0.0; ; ridge = Math.Max(ridge * 100, SmallestRidge))
        {
            try
            {
                return (ridge == 0 ? gram : gram + DenseMatrix.CreateDiagonal(gram.RowCount, gram.RowCount, ridge * mean)).Cholesky().Solve;
            }
            catch (ArgumentException) when (ridge < LargestRidge)
            {
                // not positive definite in double precision
            }
        }
    }
}

namespace DeepAvFusion.Training.Metrics.Separation;

/// <summary>Ratios of separated sources, estimate k belonging to source k; sources may be filtered by 512 taps without loss.</summary>
/// <remarks>Source: BSS Eval 3, sources; "Performance Measurement in Blind Audio Source Separation", Vincent et al. 2006. Double precision.</remarks>
public static class BssEval
{
    /// <summary>Taps of the filters a source may have passed.</summary>
    public const int Taps = 512;

    /// <summary>Compares estimates with the true sources.</summary>
    /// <param name="references">[sources][samples]</param>
    /// <param name="estimates">[sources][samples]</param>
    /// <exception cref="ArgumentException">Counts or lengths differ, or a signal is silent: ratios have no meaning then.</exception>
    public static SeparationScores[] Of(IReadOnlyList<float[]> references, IReadOnlyList<float[]> estimates)
    {
        Check(references, estimates);
        var length = references[0].Length + Taps - 1;
        var transform = new SignalTransform(length);
        var sources = references.Select(transform.Forward).ToArray();
        var gram = new DelayedSources(transform, sources);
        var scores = new SeparationScores[references.Count];
        var alone = sources.Select(source => new DelayedSources(transform, [source])).ToArray();
        for (var k = 0; k < scores.Length; k++)
        {
            var padded = new double[length];
            for (var i = 0; i < estimates[k].Length; i++) padded[i] = estimates[k][i];
            var spectrum = transform.Forward(estimates[k]);
            var own = alone[k].Project(spectrum);
            var all = sources.Length == 1 ? own : gram.Project(spectrum);
            scores[k] = new SeparationScores(
                Decibels(Energy(own), Distance(padded, own)),
                Decibels(Energy(own), Distance(all, own)),
                Decibels(Energy(all), Distance(padded, all)));
        }

        return scores;
    }

    private static void Check(IReadOnlyList<float[]> references, IReadOnlyList<float[]> estimates)
    {
        if (references.Count == 0 || references.Count != estimates.Count)
            throw new ArgumentException($"{estimates.Count} estimates do not go with {references.Count} sources.", nameof(estimates));
        var length = references[0].Length;
        foreach (var signal in references.Concat(estimates))
        {
            if (signal.Length != length || length == 0)
                throw new ArgumentException($"All signals need the same length: {signal.Length} and {length} samples were given.", nameof(estimates));
            if (Array.TrueForAll(signal, sample => sample == 0))
                throw new ArgumentException("A silent signal cannot be compared; leave such pairs out.", nameof(estimates));
        }
    }

    private static double Decibels(double part, double rest) => rest == 0 ? double.PositiveInfinity : 10 * Math.Log10(part / rest);

    private static double Energy(double[] signal) => signal.Sum(sample => sample * sample);

    private static double Distance(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}

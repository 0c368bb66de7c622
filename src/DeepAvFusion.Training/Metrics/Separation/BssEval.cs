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
    public static SeparationScores[] Of(IReadOnlyList<float[]> references, IReadOnlyList<float[]> estimates) =>
        new BssReferences(references).Compare(estimates);
}

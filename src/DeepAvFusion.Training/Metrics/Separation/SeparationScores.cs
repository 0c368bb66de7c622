namespace DeepAvFusion.Training.Metrics.Separation;

/// <summary>How much of an estimate is its own source; ratios in dB, infinite where the other part is nothing at all.</summary>
/// <param name="Sdr">Source to everything else.</param>
/// <param name="Sir">Source to other sources.</param>
/// <param name="Sar">Sources to what no source explains.</param>
public readonly record struct SeparationScores(double Sdr, double Sir, double Sar)
{
    /// <summary>Mean of each ratio.</summary>
    public static SeparationScores Mean(IReadOnlyCollection<SeparationScores> scores) => scores.Count == 0
        ? new SeparationScores(double.NaN, double.NaN, double.NaN)
        : new SeparationScores(scores.Average(one => one.Sdr), scores.Average(one => one.Sir), scores.Average(one => one.Sar));
}

namespace DeepAvFusion.Faults.Soak;

/// <summary>The straight line through samples over time, by least squares.</summary>
/// <param name="PerHour">What is added in an hour.</param>
/// <param name="Error">Standard error of that.</param>
internal sealed record Slope(double PerHour, double Error)
{
    public static Slope Of(IReadOnlyList<(TimeSpan At, double Value)> samples)
    {
        var (meanTime, meanValue) = (samples.Average(sample => sample.At.TotalHours), samples.Average(sample => sample.Value));
        var spread = samples.Sum(sample => Math.Pow(sample.At.TotalHours - meanTime, 2));
        var slope = samples.Sum(sample => (sample.At.TotalHours - meanTime) * (sample.Value - meanValue)) / spread;
        var rest = samples.Sum(sample => Math.Pow(sample.Value - meanValue - (slope * (sample.At.TotalHours - meanTime)), 2));
        return new Slope(slope, Math.Sqrt(rest / Math.Max(1, samples.Count - 2) / spread));
    }

    /// <summary>Surely more than a limit, by two standard errors.</summary>
    public bool Exceeds(double limit) => PerHour - (2 * Error) > limit;
}

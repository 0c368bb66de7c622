namespace Prometheus;

/// <summary>What a summary can be told.</summary>
public sealed class SummaryConfiguration : MetricConfiguration
{
    /// <summary>The quantiles to give; none by default.</summary>
    public IReadOnlyList<QuantileEpsilonPair> Objectives { get; set; } = [];

    /// <summary>How old a measurement may be to count for the quantiles.</summary>
    public TimeSpan MaxAge { get; set; } = Summary.DefMaxAge;

    public int AgeBuckets { get; set; } = Summary.DefAgeBuckets;

    public int BufferSize { get; set; } = Summary.DefBufCap;
}

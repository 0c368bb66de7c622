namespace Prometheus;

/// <summary>What a histogram can be told.</summary>
public sealed class HistogramConfiguration : MetricConfiguration
{
    /// <summary>Upper bounds, rising; the last one, infinity, is added where it lacks.</summary>
    public double[]? Buckets { get; set; }
}

namespace Prometheus.HttpMetrics;

/// <summary>What one measurement of requests can be told.</summary>
public abstract class HttpMetricsOptionsBase
{
    public bool Enabled { get; set; } = true;

    /// <summary>Whether the <c>code</c> label says <c>2xx</c> rather than <c>204</c>.</summary>
    public bool ReduceStatusCodeCardinality { get; set; }

    /// <summary>Further labels, in the order of the list.</summary>
    public List<HttpCustomLabel> CustomLabels { get; set; } = [];

    /// <summary>The registry for the metric; null means the default one.</summary>
    public CollectorRegistry? Registry { get; set; }

    /// <summary>The factory for the metric, before <see cref="Registry"/>.</summary>
    public IMetricFactory? MetricFactory { get; set; }
}

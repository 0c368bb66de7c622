namespace Prometheus;

/// <summary>The kinds of metrics.</summary>
internal enum MetricType
{
    Counter,
    Gauge,
    Summary,
    Histogram,
}

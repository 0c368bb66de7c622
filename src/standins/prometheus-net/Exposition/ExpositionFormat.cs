namespace Prometheus;

/// <summary>The spelling of exposed metrics.</summary>
public enum ExpositionFormat
{
    PrometheusText,
    OpenMetricsText,
}

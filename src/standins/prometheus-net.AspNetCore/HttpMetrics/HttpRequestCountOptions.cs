namespace Prometheus.HttpMetrics;

/// <summary>What the counter of requests can be told.</summary>
public sealed class HttpRequestCountOptions : HttpMetricsOptionsBase;

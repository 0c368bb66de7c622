namespace Prometheus.HttpMetrics;

/// <summary>What the gauge of requests in progress can be told.</summary>
public sealed class HttpInProgressOptions : HttpMetricsOptionsBase;

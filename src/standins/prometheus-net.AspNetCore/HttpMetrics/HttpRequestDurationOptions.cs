namespace Prometheus.HttpMetrics;

/// <summary>What the histogram of durations can be told.</summary>
public sealed class HttpRequestDurationOptions : HttpMetricsOptionsBase;

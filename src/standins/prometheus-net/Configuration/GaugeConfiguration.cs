namespace Prometheus;

/// <summary>What a gauge can be told.</summary>
public sealed class GaugeConfiguration : MetricConfiguration;

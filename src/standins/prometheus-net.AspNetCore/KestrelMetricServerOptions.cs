namespace Prometheus;

/// <summary>Where a server of its own exposes metrics.</summary>
public sealed class KestrelMetricServerOptions
{
    /// <summary>The name to listen on; <c>+</c> means all addresses.</summary>
    public string Hostname { get; set; } = "+";

    public ushort Port { get; set; }

    public string Url { get; set; } = "/metrics";

    /// <summary>The registry to expose; null means the default one.</summary>
    public CollectorRegistry? Registry { get; set; }

    /// <summary>Called after all of the above is applied.</summary>
    public Action<MetricServerMiddleware.Settings>? ConfigureExporter { get; set; }
}

namespace Prometheus;

/// <summary>Which of the default registry's own metrics are left out.</summary>
public sealed class SuppressDefaultMetricOptions
{
    /// <summary>Those of the process, such as its memory.</summary>
    public bool SuppressProcessMetrics { get; set; }

    /// <summary>Those of the registry, such as the number of its metrics.</summary>
    public bool SuppressDebugMetrics { get; set; }

    public bool SuppressEventCounters { get; set; }

    public bool SuppressMeters { get; set; }
}

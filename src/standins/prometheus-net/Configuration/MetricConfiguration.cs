namespace Prometheus;

/// <summary>What all kinds of metrics can be told.</summary>
public abstract class MetricConfiguration
{
    /// <summary>Label names, where they are not given to the factory.</summary>
    public string[]? LabelNames { get; set; }

    /// <summary>Whether a child is hidden until it has a value.</summary>
    public bool SuppressInitialValue { get; set; }
}

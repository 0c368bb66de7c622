namespace Prometheus;

/// <summary>A metric with its label values.</summary>
public interface ICollectorChild;

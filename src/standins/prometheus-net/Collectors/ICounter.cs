namespace Prometheus;

/// <summary>A number that only grows.</summary>
public interface ICounter : ICollectorChild
{
    double Value { get; }

    void Inc(double increment = 1.0);

    /// <summary>Raises the value to the target unless it is that high already.</summary>
    void IncTo(double targetValue);
}

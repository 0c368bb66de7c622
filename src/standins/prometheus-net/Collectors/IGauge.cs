namespace Prometheus;

/// <summary>A number that goes up and down.</summary>
public interface IGauge : ICollectorChild
{
    double Value { get; }

    void Inc(double increment = 1);

    void Set(double val);

    void Dec(double decrement = 1);

    /// <summary>Raises the value to the target unless it is that high already.</summary>
    void IncTo(double targetValue);

    /// <summary>Lowers the value to the target unless it is that low already.</summary>
    void DecTo(double targetValue);
}

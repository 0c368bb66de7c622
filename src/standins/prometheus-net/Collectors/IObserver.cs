namespace Prometheus;

/// <summary>Takes single measurements.</summary>
public interface IObserver : ICollectorChild
{
    void Observe(double val);
}

namespace Prometheus;

/// <summary>Exposes metrics by itself.</summary>
public interface IMetricServer : IDisposable
{
    /// <summary>Starts; possible once.</summary>
    IMetricServer Start();

    Task StopAsync();

    void Stop();
}

namespace Prometheus;

/// <summary>Measures the time since it was made; disposing it reports the time too.</summary>
public interface ITimer : IDisposable
{
    /// <summary>Reports the time so far.</summary>
    TimeSpan ObserveDuration();
}

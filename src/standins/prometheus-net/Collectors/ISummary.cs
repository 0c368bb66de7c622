namespace Prometheus;

/// <summary>Gives quantiles of recent measurements.</summary>
public interface ISummary : IObserver;

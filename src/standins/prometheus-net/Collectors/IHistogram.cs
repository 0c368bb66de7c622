namespace Prometheus;

/// <summary>Counts measurements by buckets.</summary>
public interface IHistogram : IObserver
{
    /// <summary>The sum of all measurements.</summary>
    double Sum { get; }

    /// <summary>The number of measurements.</summary>
    long Count { get; }

    /// <summary>Takes the same measurement several times.</summary>
    void Observe(double val, long count);
}

namespace Prometheus;

/// <summary>Gauges of points in time, in seconds since 1970, and of work in progress.</summary>
public static class GaugeExtensions
{
    public static void SetToCurrentTimeUtc(this IGauge gauge) => gauge.SetToTimeUtc(DateTimeOffset.UtcNow);

    public static void SetToTimeUtc(this IGauge gauge, DateTimeOffset timestamp) => gauge.Set(UnixTime.Seconds(timestamp));

    public static void IncToCurrentTimeUtc(this IGauge gauge) => gauge.IncToTimeUtc(DateTimeOffset.UtcNow);

    public static void IncToTimeUtc(this IGauge gauge, DateTimeOffset timestamp) => gauge.IncTo(UnixTime.Seconds(timestamp));

    /// <summary>Adds one until the result is disposed.</summary>
    public static IDisposable TrackInProgress(this IGauge gauge)
    {
        ArgumentNullException.ThrowIfNull(gauge);
        gauge.Inc();
        return new InProgress(gauge);
    }

    private sealed class InProgress(IGauge gauge) : IDisposable
    {
        private bool _over;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _over, true)) gauge.Dec();
        }
    }
}

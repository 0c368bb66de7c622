using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Sources;

/// <summary>Relates media time to the time of arrival: the smallest difference of the last half minute, which is the path's delay without its jitter and bursts.</summary>
/// <remarks>Arrival is counted on a monotonic clock, so that a step of the wall clock does no harm.</remarks>
internal sealed class ArrivalFilter
{
    private const int Buckets = 30;

    private readonly long[] _least = new long[Buckets];
    private long _bucket = long.MinValue;

    public ArrivalFilter() => Array.Fill(_least, long.MaxValue);

    /// <summary>From media time to time of arrival; null before the first.</summary>
    public TimeSpan? Offset { get; private set; }

    /// <summary>Takes note of what arrived and returns how long before `now` its end was captured, as nearly as can be told.</summary>
    public TimeSpan Add(MediaTime end, TimeSpan now)
    {
        var offset = now.Ticks - end.FromStart.Ticks;
        var bucket = Math.Max(_bucket, end.FromStart.Ticks / TimeSpan.TicksPerSecond);
        for (var gone = Math.Max(_bucket + 1, bucket - Buckets + 1); _bucket != long.MinValue && gone <= bucket; gone++)
            _least[Slot(gone)] = long.MaxValue;
        _bucket = bucket;
        _least[Slot(bucket)] = Math.Min(_least[Slot(bucket)], offset);
        Offset = TimeSpan.FromTicks(_least.Min());
        return now - end.FromStart - Offset.Value;
    }

    public void Reset()
    {
        Array.Fill(_least, long.MaxValue);
        _bucket = long.MinValue;
        Offset = null;
    }

    private static int Slot(long bucket) => (int)(((bucket % Buckets) + Buckets) % Buckets);
}

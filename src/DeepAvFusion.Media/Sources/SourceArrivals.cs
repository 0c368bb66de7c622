using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Sources;

/// <summary>When the parts of a source reached us, for a live source as the time they were captured as nearly as that can be told.</summary>
internal sealed class SourceArrivals(TimeProvider time)
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    private readonly long _start = time.GetTimestamp();
    private readonly Side[] _sides = [new(), new(), new()];
    private TimeSpan? _firstSkew;

    /// <summary>Whether arrivals follow the media's clock (live) or are simply now.</summary>
    public bool IsLive { get; set; }

    /// <summary>Sound against picture.</summary>
    public ClockReport Report
    {
        get
        {
            var skew = Skew();
            return new ClockReport(skew, skew - _firstSkew);
        }
    }

    public DateTimeOffset Arrived(SourcePart part, MediaTime end)
    {
        var now = time.GetElapsedTime(_start);
        var side = _sides[(int)part];
        Interlocked.Exchange(ref side.LastTicks, now.Ticks);
        if (!IsLive)
            return time.GetUtcNow();
        var age = side.Filter.Add(end, now);
        if (part == SourcePart.Sound && _firstSkew is null && end.FromStart > Settled)
            _firstSkew = Skew();
        return time.GetUtcNow() - age;
    }

    /// <summary>The clock leapt: what was learnt about it no longer holds.</summary>
    public void Reset()
    {
        foreach (var side in _sides)
            side.Filter.Reset();
        _firstSkew = null;
    }

    /// <summary>Time since a part last came, or since the beginning.</summary>
    public TimeSpan Silence(SourcePart part) => time.GetElapsedTime(_start) - TimeSpan.FromTicks(Interlocked.Read(ref _sides[(int)part].LastTicks));

    private TimeSpan? Skew() => _sides[(int)SourcePart.Sound].Filter.Offset - _sides[(int)SourcePart.Picture].Filter.Offset;

    private sealed class Side
    {
        public readonly ArrivalFilter Filter = new();
        public long LastTicks;
    }
}

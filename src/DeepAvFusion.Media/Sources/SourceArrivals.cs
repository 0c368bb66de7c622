using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Sources;

/// <summary>When the parts of a source reached us, for a live source as the time they were captured as nearly as that can be told.</summary>
internal sealed class SourceArrivals(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly Side[] _sides = [new(), new(), new()];
    private readonly ClockDrift _drift = new();

    /// <summary>Whether arrivals follow the media's clock (live) or are simply now.</summary>
    public bool IsLive { get; set; }

    /// <summary>Sound against picture.</summary>
    public ClockReport Report { get; private set; } = new(null, null, TimeSpan.Zero);

    public DateTimeOffset Arrived(SourcePart part, MediaTime end)
    {
        var (now, wall) = (time.GetElapsedTime(_start), time.GetUtcNow());
        var side = _sides[(int)part];
        Interlocked.Exchange(ref side.LastTicks, now.Ticks);
        if (!IsLive)
            return wall;
        var age = side.Filter.Add(end, now);
        _drift.Add(part, end, now);
        if (_sides[(int)SourcePart.Sound].Filter.Offset - _sides[(int)SourcePart.Picture].Filter.Offset is { } skew)
            Report = new ClockReport(skew, _drift.Drift, _drift.Correction);
        return wall - age;
    }

    /// <summary>Where a picture belongs when the clocks of picture and sound drift apart.</summary>
    public MediaTime Moved(MediaTime picture) => IsLive ? _drift.Moved(picture) : picture;

    /// <summary>The clock leapt: what was learnt about it no longer holds.</summary>
    public void Reset()
    {
        foreach (var side in _sides)
            side.Filter.Reset();
        _drift.Reset();
    }

    /// <summary>Time since a part last came, or since the beginning.</summary>
    public TimeSpan Silence(SourcePart part) => time.GetElapsedTime(_start) - TimeSpan.FromTicks(Interlocked.Read(ref _sides[(int)part].LastTicks));

    private sealed class Side
    {
        public readonly ArrivalFilter Filter = new();
        public long LastTicks;
    }
}

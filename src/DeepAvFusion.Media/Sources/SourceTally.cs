using DeepAvFusion.Core;
using Prometheus;

namespace DeepAvFusion.Media.Sources;

/// <summary>Counts what a run delivers and loses; any thread.</summary>
internal sealed class SourceTally(StreamId stream)
{
    private static readonly int Reasons = Enum.GetValues<LossReason>().Length;
    private static readonly int Parts = Enum.GetValues<SourcePart>().Length;

    private readonly Counter.Child[] _frames = [.. Enum.GetValues<SourcePart>().Select(part => MediaMetrics.FramesOf(stream, part))];
    private readonly long[] _delivered = new long[Parts];
    private readonly long[] _lost = new long[Parts * Reasons];

    public void Delivered(SourcePart part)
    {
        Interlocked.Increment(ref _delivered[(int)part]);
        _frames[(int)part].Inc();
    }

    public void Lost(SourcePart part, LossReason reason)
    {
        Interlocked.Increment(ref _lost[((int)part * Reasons) + (int)reason]);
        MediaMetrics.CountLost(stream, part, reason);
    }

    public SourceCounters Snapshot(long bytes, long discontinuities, long errors)
    {
        var lost = new Dictionary<(SourcePart, LossReason), long>();
        foreach (var part in Enum.GetValues<SourcePart>())
            foreach (var reason in Enum.GetValues<LossReason>())
                if (Interlocked.Read(ref _lost[((int)part * Reasons) + (int)reason]) is > 0 and var count)
                    lost[(part, reason)] = count;
        return new SourceCounters(Count(SourcePart.Picture), Count(SourcePart.Sound), Count(SourcePart.Preview), bytes, discontinuities, errors, lost);
    }

    private long Count(SourcePart part) => Interlocked.Read(ref _delivered[(int)part]);
}

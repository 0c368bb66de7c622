using System.Collections.Concurrent;
using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Packets;

/// <summary>The latest packets of every live stream. Thread-safe.</summary>
/// <param name="keep">How long a packet is kept.</param>
/// <param name="limit">Most bytes of packets of one source.</param>
public sealed class PacketShelf(TimeSpan keep, long limit, TimeProvider time)
{
    private readonly ConcurrentDictionary<StreamId, PacketRing[]> _rings = new();

    /// <summary>Bytes of packets of all streams.</summary>
    public long Bytes => _rings.Values.SelectMany(rings => rings).Sum(ring => ring.Bytes);

    /// <summary>Rings that have something of pictures, or of sound, the latest run first.</summary>
    public IReadOnlyList<PacketRing> Of(StreamId stream, bool picture) => [.. _rings.GetValueOrDefault(stream, []).Where(ring => ring.Has(picture)).Reverse()];

    /// <summary>The stream is gone.</summary>
    public void Forget(StreamId stream) => _rings.TryRemove(stream, out _);

    /// <summary>A ring for a run that begins; those of runs that ended long ago go.</summary>
    internal PacketRing Begin(StreamId stream, TimeSpan delay, TimeSpan epoch)
    {
        var ring = new PacketRing(keep, limit, delay, epoch, time);
        var now = time.GetUtcNow();
        _rings.AddOrUpdate(stream, [ring], (_, before) => [.. before.Where(old => old.EndedAt is not { } ended || now - ended < keep), ring]);
        return ring;
    }
}

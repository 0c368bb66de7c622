using DeepAvFusion.Media.Nut;

namespace DeepAvFusion.Media.Packets;

/// <summary>The latest packets of one run of a source, as they came: bounded by time and bytes, the oldest go first. Written by one, read by many.</summary>
/// <param name="keep">How long a packet is kept.</param>
/// <param name="limit">Most bytes of packets.</param>
/// <param name="delay">How much later than it comes this source is taken, against the other of a pair.</param>
/// <param name="epoch">Timestamps of packets and frames are the same but for whole epochs of this length.</param>
public sealed class PacketRing(TimeSpan keep, long limit, TimeSpan delay, TimeSpan epoch, TimeProvider time)
{
    private static readonly long Rebase = TimeSpan.FromSeconds(1).Ticks;
    private static readonly long Farthest = TimeSpan.FromSeconds(30).Ticks;

    private readonly Lock _gate = new();
    private readonly Queue<Entry> _packets = new();
    private IReadOnlyList<PacketTrack> _tracks = [];
    private long _first;
    private long _bytes;
    private long? _offset;
    private bool _isAligned;
    private string _sound = "";
    private (string Codec, string PixelFormat) _picture = ("", "");

    /// <summary>What it holds; empty before the first packet.</summary>
    public IReadOnlyList<PacketTrack> Tracks => _tracks;

    /// <summary>Bytes of the packets inside.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>When the run ended; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Whether pictures, or sound, are among the tracks.</summary>
    public bool Has(bool picture) => _tracks.Any(track => track.IsPicture == picture);

    /// <summary>Moment of the oldest packet; null while there is none.</summary>
    public DateTimeOffset? Oldest
    {
        get
        {
            lock (_gate)
                return _packets.TryPeek(out var first) ? At(first) : null;
        }
    }

    /// <summary>Where reading begins so that the picture at a moment can be decoded: the key picture before it or, where that is not here any more, the first after it; without pictures the moment itself.</summary>
    /// <returns>Number of a packet, and its moment; null where nothing is here from which one could begin.</returns>
    public (long Number, DateTimeOffset At)? Seek(DateTimeOffset from)
    {
        var hasPicture = Has(picture: true);
        lock (_gate)
        {
            var number = _first;
            (long, DateTimeOffset)? found = null;
            foreach (var packet in _packets)
            {
                var at = At(packet);
                var isEntry = hasPicture ? packet.IsKey && _tracks[packet.Track].IsPicture : at >= from;
                if (isEntry && (at <= from || found is null))
                    found = (number, at);
                if (at > from && found is not null)
                    break;
                number++;
            }
            return found;
        }
    }

    /// <summary>What came since.</summary>
    /// <param name="number">Of the first packet that is wanted; moves on.</param>
    public IReadOnlyList<Packet> Read(ref long number)
    {
        lock (_gate)
        {
            var skip = Math.Max(0, number - _first);
            number = _first + _packets.Count;
            return [.. _packets.Skip((int)Math.Min(skip, int.MaxValue)).Select(packet => new Packet(packet.Track, packet.IsKey, At(packet), packet.Data))];
        }
    }

    internal void Begin(IReadOnlyList<NutStream> streams)
    {
        lock (_gate)
            _tracks = [.. streams.Select(stream => Named(new PacketTrack(stream.Class == NutClass.Video, "", "") { Stream = stream }))];
    }

    /// <summary>What the source turned out to hold, in FFmpeg's names; empty for nothing.</summary>
    internal void Describe(string picture, string pixelFormat, string sound)
    {
        lock (_gate)
        {
            (_picture, _sound) = ((picture, pixelFormat), sound);
            _tracks = [.. _tracks.Select(Named)];
        }
    }

    private PacketTrack Named(PacketTrack track) => track.IsPicture ? track with { Codec = _picture.Codec, PixelFormat = _picture.PixelFormat } : track with { Codec = _sound };

    /// <summary>A frame with this timestamp was captured then. Sound tells it for both sides, as it does for results; pictures where there is none.</summary>
    /// <param name="ticks">Of the source's clock, up to whole epochs.</param>
    internal void Align(bool isSound, long ticks, DateTimeOffset captured)
    {
        if (!isSound && Has(picture: false))
            return;
        var offset = (captured + delay).UtcTicks - ticks;
        lock (_gate)
        {
            if (!_isAligned || Math.Abs(Math.IEEERemainder(offset - _offset!.Value, epoch.Ticks)) > Rebase)
                (_offset, _isAligned) = (offset, true);
        }
    }

    internal void Add(int track, bool isKey, long ticks, byte[] data)
    {
        var now = time.GetUtcNow() + delay;
        lock (_gate)
        {
            _offset ??= now.UtcTicks - ticks;
            _packets.Enqueue(new Entry(track, isKey, ticks, now, data));
            _bytes += data.Length;
            while (_packets.TryPeek(out var oldest) && (now - oldest.Arrived > keep || _bytes > limit))
            {
                _packets.Dequeue();
                _bytes -= oldest.Data.Length;
                _first++;
            }
        }
    }

    internal void End() => EndedAt ??= time.GetUtcNow();

    private DateTimeOffset At(Entry packet)
    {
        var behind = (long)Math.IEEERemainder(packet.Arrived.UtcTicks - packet.Ticks - _offset!.Value, epoch.Ticks);
        // a clock that stands still after a step back is no clock
        return Math.Abs(behind) > Farthest ? packet.Arrived : packet.Arrived - TimeSpan.FromTicks(behind);
    }

    private readonly record struct Entry(int Track, bool IsKey, long Ticks, DateTimeOffset Arrived, byte[] Data);
}

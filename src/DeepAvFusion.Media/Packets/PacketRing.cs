using DeepAvFusion.Media.Nut;

namespace DeepAvFusion.Media.Packets;

/// <summary>The latest packets of one run of a source, as they came: bounded by time and bytes, the oldest go first. Written by one, read by many.</summary>
/// <param name="keep">How long a packet is kept.</param>
/// <param name="limit">Most bytes of packets.</param>
/// <param name="delay">How much later than it comes this source is taken, against the other of a pair.</param>
public sealed class PacketRing(TimeSpan keep, long limit, TimeSpan delay, TimeProvider time)
{
    // timestamps of packets and frames are the same but for whole epochs
    private static readonly long Epoch = Sources.FfmpegArguments.Epoch * TimeSpan.TicksPerSecond;
    private static readonly long Rebase = TimeSpan.FromMilliseconds(200).Ticks;
    private static readonly long Farthest = TimeSpan.FromSeconds(30).Ticks;

    private readonly Lock _gate = new();
    private readonly Queue<Packet> _packets = new();
    private IReadOnlyList<PacketTrack> _tracks = [];
    private long _first;
    private long _bytes;
    private long? _offset;

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
                return _packets.TryPeek(out var first) ? first.At : null;
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
                var isEntry = hasPicture ? packet.IsKey && _tracks[packet.Track].IsPicture : packet.At >= from;
                if (isEntry && (packet.At <= from || found is null))
                    found = (number, packet.At);
                if (packet.At > from && found is not null)
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
            return [.. _packets.Skip((int)Math.Min(skip, int.MaxValue))];
        }
    }

    internal void Begin(IReadOnlyList<NutStream> streams) =>
        _tracks = [.. streams.Select(stream => new PacketTrack(stream.Class == NutClass.Video, "", "") { Stream = stream })];

    /// <summary>What the source turned out to hold.</summary>
    internal void Describe(Sources.InputStream? picture, Sources.InputStream? sound)
    {
        _pictureIs = picture ?? _pictureIs;
        _soundIs = sound ?? _soundIs;
        _tracks = [.. _tracks.Select(Named)];
    }

    private Sources.InputStream? _pictureIs;
    private Sources.InputStream? _soundIs;

    private PacketTrack Named(PacketTrack track) =>
        (track.IsPicture ? _pictureIs : _soundIs) is { } stream ? track with { Codec = stream.Codec, PixelFormat = stream.PixelFormat } : track;

    /// <summary>A frame with this timestamp was captured then.</summary>
    /// <param name="ticks">Of the source's clock, up to whole epochs.</param>
    internal void Align(long ticks, DateTimeOffset captured)
    {
        var offset = (captured + delay).UtcTicks - ticks;
        lock (_gate)
        {
            if (_offset is not { } known || Math.Abs(Math.IEEERemainder(offset - known, Epoch)) > Rebase)
                _offset = offset;
        }
    }

    internal void Add(int track, bool isKey, long ticks, byte[] data)
    {
        var now = time.GetUtcNow() + delay;
        lock (_gate)
        {
            if (_tracks.Any(one => one.Codec.Length == 0) && (_pictureIs ?? _soundIs) is not null)
                _tracks = [.. _tracks.Select(Named)];
            var offset = _offset ??= now.UtcTicks - ticks;
            var behind = (long)Math.IEEERemainder(now.UtcTicks - ticks - offset, Epoch);
            // a clock that stands still after a step back is no clock
            var at = Math.Abs(behind) > Farthest ? now : now - TimeSpan.FromTicks(behind);
            _packets.Enqueue(new Packet(track, isKey, at, data));
            _bytes += data.Length;
            while (_packets.TryPeek(out var oldest) && (now - oldest.At > keep || _bytes > limit))
            {
                _packets.Dequeue();
                _bytes -= oldest.Data.Length;
                _first++;
            }
        }
    }

    internal void End() => EndedAt ??= time.GetUtcNow();
}

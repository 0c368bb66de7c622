using System.Security.Cryptography;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Packets;
using DeepAvFusion.Store.Clips;

namespace DeepAvFusion.Sinks.Clips;

/// <summary>One clip in the making: packets go from memory into a file until its end has come. Thread-safe.</summary>
public sealed class ClipTake
{
    /// <summary>What is set aside at once.</summary>
    private const long Step = 2 << 20;
    private const int MostDrafts = 32;

    // after its end, packets of it may still be on their way
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly ClipVault _vault;
    private readonly PacketShelf _shelf;
    private readonly TimeSpan _longest;
    private readonly List<Part> _parts = [];
    private readonly List<ClipDraft> _drafts = [];
    private DateTimeOffset _to;
    private DateTimeOffset? _begin;
    private DateTimeOffset _last;
    private long _reserved;
    private string? _folder;

    internal ClipTake(StreamId stream, DateTimeOffset from, DateTimeOffset to, string reason, string subject, bool isKept, ClipVault vault, PacketShelf shelf, TimeSpan longest)
    {
        (Stream, From, Reason, Subject, IsKept, _vault, _shelf, _longest) = (stream, from, reason, subject, isKept, vault, shelf, longest);
        _to = to;
        Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    }

    /// <summary>Sixteen hexadecimal digits, by which it is found when it is done.</summary>
    public string Id { get; }

    public StreamId Stream { get; }

    public DateTimeOffset From { get; }

    public string Reason { get; }

    public string Subject { get; }

    public bool IsKept { get; }

    /// <summary>Nothing is added to it any more.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Somebody still adds to it, whatever its end is by now.</summary>
    internal bool IsHeld { get; set; }

    /// <summary>Moves its end, at most to the longest that is allowed.</summary>
    /// <returns>False when it is over, or as long as it may be.</returns>
    public bool Extend(DateTimeOffset to)
    {
        lock (_gate)
        {
            if (IsOver)
                return false;
            var most = From + _longest;
            _to = to > _to ? (to < most ? to : most) : _to;
            return _to < most;
        }
    }

    /// <returns>False when it holds as many events as it may.</returns>
    internal bool Add(ClipDraft draft)
    {
        lock (_gate)
        {
            if (IsOver || _drafts.Count >= MostDrafts)
                return false;
            _drafts.Add(draft);
            return true;
        }
    }

    /// <summary>Takes what has come since the last time.</summary>
    /// <returns>True when it is over: all of it is here.</returns>
    /// <exception cref="UserErrorException">There is no room for it.</exception>
    /// <exception cref="IOException">The disk is full, say.</exception>
    internal bool Advance(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_begin is null)
                Begin();
            foreach (var part in _parts)
                Take(part);
            var isFull = _to >= From + _longest;
            return IsOver = now > _to + Settled && (isFull || !IsHeld || now > _to + _longest);
        }
    }

    /// <summary>Ends it with what is here.</summary>
    internal void End()
    {
        lock (_gate)
            IsOver = true;
    }

    /// <summary>Makes the clip of what was taken.</summary>
    /// <returns>Null where nothing came.</returns>
    /// <exception cref="UserErrorException">There is no room for it, or it cannot be made.</exception>
    internal async Task<StoredClip?> FinishAsync(CancellationToken cancel)
    {
        foreach (var part in _parts)
            part.File.Dispose();
        if (_begin is not { } begin || _last <= begin)
            return null;
        var parts = _parts.Where(part => part.Packets > 0).Select(part => new ClipPart(part.File.Path, part.Tracks, part.Bytes, _last - begin)).ToList();
        var files = _drafts.Select(draft => draft.Complete()).ToList();
        Reserve(ClipMuxer.MostBytes(parts) + files.Sum(one => one.Files.Sum(file => file.Bytes.LongLength)));
        var encoded = await ClipMuxer.WriteAsync(parts, Path.Combine(_folder!, ClipVault.Video), cancel).ConfigureAwait(false);
        foreach (var (name, bytes) in files.SelectMany(one => one.Files))
            await File.WriteAllBytesAsync(Path.Combine(_folder!, name), bytes, cancel).ConfigureAwait(false);
        foreach (var part in _parts)
            File.Delete(part.File.Path);
        var clip = _vault.Finish(new StoredClip
        {
            Id = Id,
            Stream = Stream.Value,
            StartAt = begin.ToUnixTimeMilliseconds(),
            EndAt = _last.ToUnixTimeMilliseconds(),
            Bytes = 0,
            IsKept = IsKept,
            Reason = Reason,
            Subject = Subject,
            Encoded = encoded,
            HasPicture = parts.Exists(part => part.Tracks.Any(track => track.IsPicture)),
            HasSound = parts.Exists(part => part.Tracks.Any(track => !track.IsPicture)),
            Events = [.. files.Select(one => one.Event)],
        });
        Release();
        return clip;
    }

    /// <summary>Comes to nothing: what was written goes.</summary>
    internal void Drop()
    {
        foreach (var part in _parts)
            part.File.Dispose();
        _vault.Drop(Stream, Id);
        Release();
    }

    private void Begin()
    {
        var picture = RingFor(_shelf.Of(Stream, picture: true));
        var sound = picture?.Has(picture: false) == true ? picture : RingFor(_shelf.Of(Stream, picture: false));
        if (picture is null && sound is null)
            return;
        if ((picture ?? sound)!.Seek(From) is not { } entry)
            return;
        _folder = _vault.Begin(Stream, Id);
        (_begin, _last) = (entry.At, entry.At);
        Open(picture ?? sound!, entry.Number, "a.nut", picture is not null, sound is not null && (picture is null || picture == sound));
        if (picture is not null && sound is not null && sound != picture)
            Open(sound, 0, "b.nut", picture: false, sound: true);

        void Open(PacketRing ring, long number, string name, bool picture, bool sound)
        {
            var tracks = ring.Tracks;
            _parts.Add(new Part(ring, new PacketFile(Path.Combine(_folder!, name), tracks, picture, sound), [.. tracks.Where(track => track.IsPicture ? picture : sound)]) { Next = number });
        }
    }

    /// <summary>The run that was there at the beginning; else the latest.</summary>
    private PacketRing? RingFor(IReadOnlyList<PacketRing> rings) =>
        rings.FirstOrDefault(ring => ring.Oldest <= From && (ring.EndedAt is null || ring.EndedAt > From)) ?? rings.FirstOrDefault(ring => ring.Oldest is not null && ring.EndedAt is null);

    private void Take(Part part)
    {
        var before = part.Next;
        var packets = part.Ring.Read(ref part.Next);
        for (var i = 0; i < packets.Count; i++)
        {
            var packet = packets[i];
            if (packet.At > _to && packet.At > _begin)
            {
                part.Next -= packets.Count - i;                     // its end may move
                return;
            }
            if (packet.At < _begin || !part.File.Wants(packet) || (part.HasPicture && !part.HasKey && !(packet.IsKey && part.Ring.Tracks[packet.Track].IsPicture)))
                continue;
            part.HasKey = true;
            if (part.Room < packet.Data.Length + 64)
            {
                Reserve(Math.Max(Step, packet.Data.Length + 64));
                part.Room += Math.Max(Step, packet.Data.Length + 64);
            }
            part.Room -= packet.Data.Length + 64;
            part.File.Write(packet, packet.At - _begin!.Value);
            part.Packets++;
            part.Bytes += packet.Data.Length;
            _last = packet.At > _last ? packet.At : _last;
        }
    }

    private void Reserve(long bytes)
    {
        if (!_vault.TryReserve(bytes))
            throw new UserErrorException("there is no room for it (davf.clips.retention)");
        _reserved += bytes;
    }

    private void Release()
    {
        _vault.Release(_reserved);
        _reserved = 0;
    }

    private sealed class Part(PacketRing ring, PacketFile file, IReadOnlyList<PacketTrack> tracks)
    {
        public long Next;

        public PacketRing Ring => ring;

        public PacketFile File => file;

        public IReadOnlyList<PacketTrack> Tracks => tracks;

        public bool HasPicture { get; } = tracks.Any(track => track.IsPicture);

        public bool HasKey { get; set; }

        public long Room { get; set; }

        public long Packets { get; set; }

        public long Bytes { get; set; }
    }
}

using System.Buffers.Binary;

namespace DeepAvFusion.Media.Nut;

/// <summary>Reads a NUT container front to back from a pipe: headers, then frame by frame. Damage is skipped up to the next sync point and counted.</summary>
/// <remarks>Blocking; for one thread. Every size is bounded before anything is allocated for it.</remarks>
internal sealed class NutReader
{
    private const int MostStreams = 16;
    private const int MostHeaderBytes = 1 << 20;
    private const long MostDamage = 256L << 20;

    private readonly NutBytes _bytes;
    private readonly int _mostPayload;
    private readonly List<NutStream> _streams = [];
    private NutFrameTable _table = NutFrameTable.None;
    private (long Numerator, long Denominator)[] _timeBases = [];
    private long[] _lastPts = [];
    private byte[] _elided = [];
    private int _left;
    private int _declared;

    /// <param name="mostPayload">Largest frame in bytes; a larger one is damage.</param>
    public NutReader(Stream stream, int mostPayload)
    {
        _bytes = new NutBytes(stream);
        _mostPayload = mostPayload;
    }

    public IReadOnlyList<NutStream> Streams => _streams;

    /// <summary>Bytes taken from the pipe so far.</summary>
    public long BytesRead => _bytes.Total;

    /// <summary>Places where damaged data was skipped.</summary>
    public long Damages { get; private set; }

    /// <summary>Reads up to the last stream header.</summary>
    /// <exception cref="NutException">No NUT, or one that cannot be read.</exception> <exception cref="EndOfStreamException">Nothing, or less than the headers.</exception>
    public void ReadHeaders()
    {
        foreach (var expected in NutFormat.Id)
            if (_bytes.Byte() != expected)
                throw new NutException("No NUT container.");
        do
            Packet(StartCode(_bytes.Byte()));
        while (_streams.Count == 0 || _streams.Count < _declared);
    }

    /// <summary>Goes to the next frame, past what is left of the last one. False at a clean end.</summary>
    /// <exception cref="EndOfStreamException">The end comes inside a frame.</exception>
    public bool ReadFrame(out NutFrame frame)
    {
        frame = default;
        _bytes.Skip(_left);
        _left = 0;
        while (true)
        {
            _bytes.Unmark();
            var first = _bytes.Next();
            if (first < 0)
                return false;
            try
            {
                if (first == 'N')
                {
                    Packet(StartCode((byte)first));
                    continue;
                }
                frame = Frame((byte)first);
                return true;
            }
            catch (NutException)
            {
                if (!Resync())
                    return false;
            }
        }
    }

    /// <summary>Fills `target` with the next bytes of the frame's payload.</summary>
    public void ReadPayload(Span<byte> target)
    {
        if (_elided.Length > 0)
        {
            var length = Math.Min(_elided.Length, target.Length);
            _elided.AsSpan(0, length).CopyTo(target);
            _elided = _elided[length..];
            target = target[length..];
        }
        if (target.Length > _left)
            throw new NutException("More was asked for than the frame holds.");
        _bytes.Read(target);
        _left -= target.Length;
    }

    private NutFrame Frame(byte code)
    {
        _bytes.Mark();
        var entry = _table[code];
        var flags = entry.Flags;
        if ((flags & NutFormat.FlagInvalid) != 0)
            throw new NutException("A frame code that means nothing.");
        if ((flags & NutFormat.FlagCoded) != 0)
            flags ^= (int)(_bytes.Number() & 0xFFFF);
        var stream = (flags & NutFormat.FlagStreamId) != 0 ? _bytes.Number() : entry.Stream;
        if (stream >= _streams.Count)
            throw new NutException("A frame of an unknown stream.");
        var pts = Pts((int)stream, flags, entry.PtsDelta);
        long size = entry.SizeLsb;
        if ((flags & NutFormat.FlagSizeMsb) != 0)
            size += entry.SizeMultiplier * Math.Min(_bytes.Number(), int.MaxValue);
        if ((flags & NutFormat.FlagMatchTime) != 0)
            _bytes.Number();
        var header = (flags & NutFormat.FlagHeaderIndex) != 0 ? _bytes.Number() : entry.Header;
        long reserved = (flags & NutFormat.FlagReserved) != 0 ? _bytes.Number() : entry.Reserved;
        for (; reserved > 0; reserved--)
            _bytes.Number();
        if ((flags & NutFormat.FlagChecksum) != 0)
        {
            var crc = NutFormat.Crc(_bytes.Marked, NutFormat.Crc([code]));
            if (_bytes.UInt32() != crc)
                throw new NutException("A frame header's checksum is wrong.");
        }
        if ((flags & NutFormat.FlagSideData) != 0 || size > _mostPayload)
            throw new NutException($"A frame of {size} bytes, or with side data.");
        _elided = size > 4096 ? [] : _table.Header(header);
        if (_elided.Length > size)
            throw new NutException("A frame smaller than what was left out of it.");
        _lastPts[stream] = pts;
        _left = (int)size - _elided.Length;
        return new NutFrame((int)stream, pts, (int)size, (flags & NutFormat.FlagKey) != 0);
    }

    private long Pts(int stream, int flags, long delta)
    {
        var last = _lastPts[stream];
        if ((flags & NutFormat.FlagCodedPts) == 0)
            return last + delta;
        var coded = _bytes.Number();
        var shift = _streams[stream].PtsShift;
        if (coded >= 1L << shift)
            return coded - (1L << shift);
        var mask = (1L << shift) - 1;
        var low = last - (mask / 2);
        return ((coded - low) & mask) + low;
    }

    private ulong StartCode(byte first)
    {
        Span<byte> code = stackalloc byte[8];
        code[0] = first;
        _bytes.Read(code[1..]);
        return BinaryPrimitives.ReadUInt64BigEndian(code);
    }

    private void Packet(ulong start)
    {
        if (!NutFormat.IsStart(start))
            throw new NutException("No start code where one is due.");
        var length = _bytes.Number();
        if (length > 4096)
            _bytes.UInt32();
        if (length is < 4 or > MostHeaderBytes)
            throw new NutException($"A header of {length} bytes.");
        if (start is NutFormat.IndexStart or NutFormat.InfoStart)
        {
            _bytes.Skip(length);
            return;
        }
        var body = new byte[length];
        _bytes.Read(body);
        if (NutFormat.Crc(body.AsSpan(0, (int)length - 4)) != BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan((int)length - 4)))
            throw new NutException("A header's checksum is wrong.");
        var packet = new NutPacket(body.AsSpan(0, (int)length - 4));
        if (start == NutFormat.SyncpointStart)
            Syncpoint(ref packet);
        else if (_streams.Count > 0 && _streams.Count == _declared)
            return;                     // headers are repeated as the file grows
        else if (start == NutFormat.MainStart)
            Main(ref packet);
        else
            Stream(ref packet);
    }

    private void Main(ref NutPacket packet)
    {
        if (_streams.Count > 0)
            throw new NutException("A second main header among the streams of the first.");
        if (packet.Number("The version", 4) != 3)
            throw new NutException("Another version than 3.");
        _declared = packet.Number("The number of streams", MostStreams);
        packet.Number();
        _timeBases = new (long, long)[packet.Number("The number of time bases", MostStreams)];
        for (var i = 0; i < _timeBases.Length; i++)
        {
            _timeBases[i] = (packet.Number("A numerator", int.MaxValue), packet.Number("A denominator", int.MaxValue));
            if (_timeBases[i].Numerator == 0 || _timeBases[i].Denominator == 0)
                throw new NutException("A time base of zero.");
        }
        _table = NutFrameTable.Read(ref packet, _declared);
        _lastPts = new long[_declared];
        if (_declared == 0)
            throw new NutException("No streams.");
    }

    private void Stream(ref NutPacket packet)
    {
        if (packet.Number("A stream's number", MostStreams) != _streams.Count || _streams.Count >= _declared)
            throw new NutException("Stream headers out of order.");
        var kind = (NutClass)packet.Number("A stream's class", 3);
        var tag = 0u;
        var tagBytes = packet.Bytes(4).ToArray();
        foreach (var b in tagBytes)
            tag = (tag << 8) | b;
        var timeBase = packet.Number("A time base", _timeBases.Length - 1);
        var shift = packet.Number("A timestamp's width", 16);
        packet.Number();                // max_pts_distance
        var delay = packet.Number("A decode delay", 1000);
        packet.Number();                // stream_flags
        var codecData = packet.Bytes(MostHeaderBytes).ToArray();
        var (width, height, rate, channels) = (0, 0, 0, 0);
        if (kind == NutClass.Video)
            (width, height) = (packet.Number("A width", 1 << 16), packet.Number("A height", 1 << 16));
        else if (kind == NutClass.Audio)
        {
            rate = packet.Number("A sample rate", 1 << 24);
            rate /= Math.Max(1, packet.Number("A sample rate's denominator", 1 << 24));
            channels = packet.Number("A number of channels", 64);
        }
        _streams.Add(new NutStream(kind, tag, _timeBases[timeBase].Numerator, _timeBases[timeBase].Denominator, timeBase, shift, width, height, rate, channels)
        {
            Delay = delay,
            CodecData = codecData,
            TagBytes = tagBytes,
        });
    }

    private void Syncpoint(ref NutPacket packet)
    {
        var coded = packet.Number();
        if (_timeBases.Length == 0)
            throw new NutException("A sync point before the headers.");
        var (numerator, denominator) = _timeBases[coded % _timeBases.Length];
        Int128 pts = coded / _timeBases.Length;
        for (var i = 0; i < _streams.Count; i++)
            _lastPts[i] = (long)(pts * numerator * _streams[i].Denominator / ((Int128)denominator * _streams[i].Numerator));
    }

    /// <summary>Skips to the next sync point. False when the end comes first.</summary>
    private bool Resync()
    {
        Damages++;
        _bytes.Unmark();
        var code = 0UL;
        for (var skipped = 0L; skipped < MostDamage; skipped++)
        {
            var next = _bytes.Next();
            if (next < 0)
                return false;
            code = (code << 8) | (uint)next;
            if (code != NutFormat.SyncpointStart)
                continue;
            try
            {
                Packet(code);
                return true;
            }
            catch (NutException)
            {
                code = 0;
            }
        }
        throw new NutException("Too much damage to find the next sync point.");
    }
}

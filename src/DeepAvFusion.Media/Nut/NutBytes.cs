using System.Buffers.Binary;

namespace DeepAvFusion.Media.Nut;

/// <summary>A blocking, buffered reader of a byte stream that can look ahead for a start code and remembers the bytes of the header it is in.</summary>
internal sealed class NutBytes(Stream stream)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly byte[] _mark = new byte[128];
    private int _position;
    private int _end;
    private int _marked = -1;

    /// <summary>Bytes taken from the stream so far.</summary>
    public long Total { get; private set; }

    /// <summary>From here on every byte read belongs to a header that may carry a checksum.</summary>
    public void Mark() => _marked = 0;

    public void Unmark() => _marked = -1;

    public ReadOnlySpan<byte> Marked => _mark.AsSpan(0, Math.Max(0, _marked));

    /// <summary>The next byte, or -1 at the end.</summary>
    public int Next()
    {
        if (_position == _end && !Fill())
            return -1;
        var value = _buffer[_position++];
        if (_marked >= 0)
        {
            if (_marked == _mark.Length)
                throw new NutException("A frame header is too long.");
            _mark[_marked++] = value;
        }
        return value;
    }

    public byte Byte()
    {
        var value = Next();
        return value >= 0 ? (byte)value : throw new EndOfStreamException();
    }

    public long Number()
    {
        var value = 0L;
        byte next;
        do
        {
            next = Byte();
            if (value > long.MaxValue >> 7)
                throw new NutException("A number is too large.");
            value = (value << 7) | (uint)(next & 0x7F);
        }
        while ((next & 0x80) != 0);
        return value;
    }

    public uint UInt32()
    {
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < 4; i++)
            bytes[i] = Byte();
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    /// <summary>Fills `target` whole; large parts go past the buffer.</summary>
    /// <exception cref="EndOfStreamException">The stream ends before.</exception>
    public void Read(Span<byte> target)
    {
        var buffered = Math.Min(target.Length, _end - _position);
        _buffer.AsSpan(_position, buffered).CopyTo(target);
        _position += buffered;
        target = target[buffered..];
        while (!target.IsEmpty)
        {
            var read = stream.Read(target);
            if (read == 0)
                throw new EndOfStreamException();
            Total += read;
            target = target[read..];
        }
    }

    public void Skip(long count)
    {
        while (count > 0)
        {
            if (_position == _end && !Fill())
                throw new EndOfStreamException();
            var step = (int)Math.Min(count, _end - _position);
            _position += step;
            count -= step;
        }
    }

    private bool Fill()
    {
        _position = 0;
        _end = stream.Read(_buffer, 0, _buffer.Length);
        Total += _end;
        return _end > 0;
    }
}

using System.Buffers.Binary;
using System.Text;
using DeepAvFusion.Model.Checkpoints.Sources;

namespace DeepAvFusion.Model.Checkpoints.Pickle;

/// <summary>Forward reader over the pickled part of a checkpoint; never reads beyond its end or its limit.</summary>
internal sealed class PickleInput
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);
    private readonly CheckpointSource _source;
    private readonly CheckpointLimits _limits;
    private readonly long _end;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _filled;
    private int _used;

    public PickleInput(CheckpointSource source, long offset, long length, CheckpointLimits limits)
    {
        _source = source;
        _limits = limits;
        Start = offset;
        Next = offset;
        _end = offset + length;
    }

    public long Start { get; }

    /// <summary>Place of the next byte in the source.</summary>
    public long Position => Next - (_filled - _used);

    private long Next { get; set; }

    public CheckpointException Refuse(string cause) => _source.Refuse(cause);

    public byte ReadByte()
    {
        if (_used == _filled)
            Fill(1);
        return _buffer[_used++];
    }

    public int ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public double ReadDoubleBigEndian() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>A length a pickle states, checked before anything is set aside for it.</summary>
    public int CheckLength(long length) => length >= 0 && length <= _limits.TextBytes && length <= _end - Position
        ? (int)length
        : throw Refuse($"damaged: a text of {length} bytes is stated where at most {Math.Min(_limits.TextBytes, _end - Position)} can be");

    public byte[] ReadBytes(long length)
    {
        var bytes = new byte[CheckLength(length)];
        var filled = 0;
        while (filled < bytes.Length)
        {
            if (_used == _filled)
                Fill(1);
            var step = Math.Min(bytes.Length - filled, _filled - _used);
            _buffer.AsSpan(_used, step).CopyTo(bytes.AsSpan(filled));
            _used += step;
            filled += step;
        }

        return bytes;
    }

    public string ReadText(long length)
    {
        try
        {
            return StrictUtf8.GetString(ReadBytes(length));
        }
        catch (DecoderFallbackException)
        {
            throw Refuse("damaged: a text inside is not UTF-8");
        }
    }

    /// <summary>ASCII up to the next line feed, as the old opcodes have it.</summary>
    public string ReadLine()
    {
        var line = new StringBuilder();
        for (var next = ReadByte(); next != '\n'; next = ReadByte())
            if (line.Append((char)next).Length > 256)
                throw Refuse("damaged: a name inside is longer than any real one");
        return line.ToString();
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_filled - _used < count)
            Fill(count);
        _used += count;
        return _buffer.AsSpan(_used - count, count);
    }

    private void Fill(int atLeast)
    {
        _buffer.AsSpan(_used, _filled - _used).CopyTo(_buffer);
        _filled -= _used;
        _used = 0;
        var step = (int)Math.Min(_buffer.Length - _filled, _end - Next);
        if (_filled + step < atLeast)
            throw Refuse("truncated: its description ends in the middle; copy or download it again");
        if (Next + step - Start > _limits.PickleBytes + _buffer.Length)
            throw Refuse($"its description is longer than {_limits.PickleBytes} bytes");
        _source.Read(Next, _buffer.AsSpan(_filled, step));
        Next += step;
        _filled += step;
    }
}

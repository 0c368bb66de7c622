using System.Buffers;
using System.Buffers.Binary;

namespace DeepAvFusion.Media.Nut;

/// <summary>Writes a NUT container for FFmpeg to read: raw pictures (blue, green, red and a byte without meaning) and float sound with their times, or packets of any codec.</summary>
/// <remarks>Gives each part as bytes in a buffer of its own, valid until the next call.</remarks>
internal sealed class NutWriter
{
    /// <summary>Ticks of the picture's time base in a second.</summary>
    public const int PictureClock = 90000;

    private const int Shift = 7;
    private const byte Code = 1;
    private const byte DependentCode = 2;

    private readonly ArrayBufferWriter<byte> _out = new(256);
    private readonly ArrayBufferWriter<byte> _body = new(256);

    /// <summary>The file's id and headers: pictures are stream 0, sound is stream 1 where there is some.</summary>
    /// <param name="rate">Samples a second of mono sound; 0 for none.</param>
    public ReadOnlyMemory<byte> Headers(int width, int height, int rate)
    {
        _out.ResetWrittenCount();
        _out.Write(NutFormat.Id);
        Main(rate > 0 ? 2 : 1, rate);
        Begin();
        Numbers(0, 0);
        Text("BGR\0"u8);
        Numbers(0, Shift, PictureClock, 0, 0, 0, width, height, 0, 0, 0);
        End(NutFormat.StreamStart);
        if (rate > 0)
        {
            Begin();
            Numbers(1, 1);
            Text("PFD "u8);
            Numbers(1, Shift, rate, 0, 0, 0, rate, 1, 1);
            End(NutFormat.StreamStart);
        }
        return Written();
    }

    /// <summary>The file's id and headers for packets of these streams, whose times are counted in <see cref="PictureClock"/>.</summary>
    public ReadOnlyMemory<byte> Headers(IReadOnlyList<NutStream> streams)
    {
        _out.ResetWrittenCount();
        _out.Write(NutFormat.Id);
        Main(streams.Count, 0);
        for (var i = 0; i < streams.Count; i++)
        {
            var stream = streams[i];
            Begin();
            Numbers(i, (int)stream.Class);
            Text(stream.TagBytes);
            Numbers(0, Shift, PictureClock, stream.Delay, 0);
            Text(stream.CodecData);
            if (stream.Class == NutClass.Video)
                Numbers(stream.Width, stream.Height, 0, 0, 0);
            else
                Numbers(stream.Rate, 1, stream.Channels);
            End(NutFormat.StreamStart);
        }
        return Written();
    }

    /// <summary>What stands before the `size` bytes of a frame's payload.</summary>
    /// <param name="isKey">False where it needs others to be decoded.</param>
    public ReadOnlyMemory<byte> Frame(int stream, long pts, int size, bool isKey = true)
    {
        _out.ResetWrittenCount();
        Begin();
        Numbers(0, 0);                  // its time does not matter: every frame has a whole timestamp
        End(NutFormat.SyncpointStart);
        var start = _out.WrittenCount;
        _out.Write([isKey ? Code : DependentCode]);
        Number(_out, stream);
        Number(_out, pts + (1L << Shift));
        Number(_out, size);
        UInt32(_out, NutFormat.Crc(_out.WrittenSpan[start..]));
        return Written();
    }

    private void Main(int streams, int rate)
    {
        Begin();
        Numbers(3, streams, 65536, rate > 0 ? 2 : 1, 1, PictureClock);
        if (rate > 0)
            Numbers(1, rate);
        // Rows of the frame table: flags, 6 fields: pts, multiplier, stream, size, reserved, count. Two codes are used.
        const int whole = NutFormat.FlagStreamId | NutFormat.FlagCodedPts | NutFormat.FlagSizeMsb | NutFormat.FlagChecksum;
        Numbers(NutFormat.FlagInvalid, 6, 0, 1, 0, 0, 0, 1);
        Numbers(NutFormat.FlagKey | whole, 6, 0, 1, 0, 0, 0, 1);
        Numbers(whole, 6, 0, 1, 0, 0, 0, 1);
        Numbers(NutFormat.FlagInvalid, 6, 0, 1, 0, 0, 0, 252);
        Numbers(0);
        End(NutFormat.MainStart);
    }

    private ReadOnlyMemory<byte> Written() => _out.WrittenMemory;

    private void Begin() => _body.ResetWrittenCount();

    private void End(ulong start)
    {
        Span<byte> code = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(code, start);
        _out.Write(code);
        Number(_out, _body.WrittenCount + 4);
        _out.Write(_body.WrittenSpan);
        UInt32(_out, NutFormat.Crc(_body.WrittenSpan));
    }

    private void Text(ReadOnlySpan<byte> text)
    {
        Number(_body, text.Length);
        _body.Write(text);
    }

    private void Numbers(params ReadOnlySpan<long> values)
    {
        foreach (var value in values)
            Number(_body, value);
    }

    private static void Number(ArrayBufferWriter<byte> target, long value)
    {
        var groups = 1;
        while (value >> (7 * groups) != 0 && groups < 9)
            groups++;
        var bytes = target.GetSpan(groups);
        for (var group = groups - 1; group >= 0; group--)
            bytes[groups - 1 - group] = (byte)((group > 0 ? 0x80 : 0) | (int)((value >> (7 * group)) & 0x7F));
        target.Advance(groups);
    }

    private static void UInt32(ArrayBufferWriter<byte> target, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        target.Write(bytes);
    }
}

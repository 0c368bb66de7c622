using System.Buffers.Binary;

namespace NAudio.Wave;

/// <summary>What stands before and around the sound in a WAV file: RIFF, or RF64 where that is too small.</summary>
internal sealed class WaveHeader
{
    private WaveHeader(WaveFormat format, long dataPosition, long dataLength, List<RiffChunk> otherChunks)
    {
        Format = format;
        DataPosition = dataPosition;
        DataLength = dataLength;
        OtherChunks = otherChunks;
    }

    public WaveFormat Format { get; }

    public long DataPosition { get; }

    /// <summary>As the file says, whether or not there is as much.</summary>
    public long DataLength { get; }

    public List<RiffChunk> OtherChunks { get; }

    /// <summary>Reads from the stream's position; what is no WAV file is a <see cref="FormatException"/>.</summary>
    public static WaveHeader Read(Stream stream)
    {
        var reader = new BinaryReader(stream);
        var riff = reader.ReadInt32();
        if (riff != Id("RIFF"u8) && riff != Id("RF64"u8)) throw new FormatException("Not a WAVE file - no RIFF header");
        long riffSize = reader.ReadUInt32();
        if (reader.ReadInt32() != Id("WAVE"u8)) throw new FormatException("Not a WAVE file - no WAVE header");
        long? longDataLength = null;
        if (riff == Id("RF64"u8)) (riffSize, longDataLength) = ReadLongSizes(reader);
        return ReadChunks(reader, Math.Min(riffSize + 8, stream.Length), longDataLength);
    }

    private static WaveHeader ReadChunks(BinaryReader reader, long end, long? longDataLength)
    {
        var stream = reader.BaseStream;
        WaveFormat? format = null;
        (long Position, long Length)? data = null;
        var others = new List<RiffChunk>();
        while (stream.Position <= end - 8)
        {
            var id = reader.ReadInt32();
            var length = reader.ReadUInt32();
            var next = stream.Position + (id == Id("data"u8) ? longDataLength ?? length : length);
            if (id == Id("data"u8)) data = (stream.Position, longDataLength ?? length);
            else if (id == Id("fmt "u8)) format = WaveFormat.FromFormatChunk(reader, checked((int)Math.Min(length, int.MaxValue)));
            else if (length > stream.Length - stream.Position) break;
            else if (length > int.MaxValue) throw new InvalidDataException($"A chunk of the WAV file is longer than {int.MaxValue} bytes.");
            else others.Add(new RiffChunk(id, (int)length, stream.Position));
            stream.Position = Math.Min(next, stream.Length);
            if (length % 2 != 0) SkipPadding(stream);
        }

        if (format is null) throw new FormatException("Invalid WAV file - No fmt chunk found");
        if (data is not { } sound) throw new FormatException("Invalid WAV file - No data chunk found");
        if (format.BlockAlign < 1) throw new FormatException($"Invalid WAV file - its block align is {format.BlockAlign}");
        return new WaveHeader(format, sound.Position, sound.Length, others);
    }

    private static (long RiffSize, long DataLength) ReadLongSizes(BinaryReader reader)
    {
        if (reader.ReadInt32() != Id("ds64"u8)) throw new FormatException("Invalid RF64 WAV file - No ds64 chunk found");
        var length = reader.ReadInt32();
        var (riffSize, dataLength) = (reader.ReadInt64(), reader.ReadInt64());
        if (dataLength < 0 || dataLength > long.MaxValue / 2) throw new FormatException($"Invalid RF64 WAV file - its data length is {dataLength}");
        reader.BaseStream.Position += Math.Max(0, length - 16);
        return (riffSize, dataLength);
    }

    /// <summary>Chunks begin at even positions; some writers forget it.</summary>
    private static void SkipPadding(Stream stream)
    {
        var padding = stream.ReadByte();
        if (padding > 0) stream.Position--;
    }

    private static int Id(ReadOnlySpan<byte> name) => BinaryPrimitives.ReadInt32LittleEndian(name);
}

using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace DeepAvFusion.Model.Checkpoints.Writers;

/// <summary>Writes an uncompressed zip container as PyTorch does: zip64 throughout, every entry's bytes on a boundary of 64.</summary>
internal sealed class ZipWriter(ReplacedFile file)
{
    private const int Alignment = 64;
    private const int LocalLength = 30;
    private readonly List<(byte[] Name, long Offset, long Length, uint Checksum)> _entries = [];

    /// <summary>Adds an entry whose bytes come in pieces.</summary>
    /// <param name="length">Bytes in all, below 4 GiB.</param>
    public void Add(string name, long length, Action<Action<ReadOnlySpan<byte>>> write)
    {
        var nameBytes = Encoding.UTF8.GetBytes(name);
        var offset = file.Position;
        var start = offset + LocalLength + nameBytes.Length + 4;
        var padding = (int)((Alignment - start % Alignment) % Alignment);
        var header = new byte[LocalLength + nameBytes.Length + 4 + padding];
        "PK\x03\x04"u8.CopyTo(header);
        WriteCommon(header.AsSpan(4), nameBytes.Length, 4 + padding, 0, length);
        nameBytes.CopyTo(header, LocalLength);
        "FB"u8.CopyTo(header.AsSpan(LocalLength + nameBytes.Length));      // the tag PyTorch pads with
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(LocalLength + nameBytes.Length + 2), (ushort)padding);
        file.Write(header);

        var crc = new Crc32();
        var written = 0L;
        write(bytes =>
        {
            crc.Append(bytes);
            written += bytes.Length;
            file.Write(bytes);
        });
        if (written != length)
            throw new InvalidOperationException($"entry '{name}' was to have {length} bytes and got {written}");
        Span<byte> known = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(known, crc.GetCurrentHashAsUInt32());
        file.WriteAt(offset + 14, known);
        _entries.Add((nameBytes, offset, length, crc.GetCurrentHashAsUInt32()));
    }

    public void Add(string name, byte[] bytes) => Add(name, bytes.Length, write => write(bytes));

    /// <summary>Writes the directory; nothing can be added after it.</summary>
    public void Finish()
    {
        var start = file.Position;
        foreach (var (name, offset, length, checksum) in _entries)
        {
            var header = new byte[46 + name.Length + 28];
            "PK\x01\x02"u8.CopyTo(header);
            header[4] = 45;
            WriteCommon(header.AsSpan(6), name.Length, 28, checksum, uint.MaxValue);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), uint.MaxValue);
            name.CopyTo(header, 46);
            var extra = header.AsSpan(46 + name.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(extra, 1);
            BinaryPrimitives.WriteUInt16LittleEndian(extra[2..], 24);
            BinaryPrimitives.WriteInt64LittleEndian(extra[4..], length);
            BinaryPrimitives.WriteInt64LittleEndian(extra[12..], length);
            BinaryPrimitives.WriteInt64LittleEndian(extra[20..], offset);
            file.Write(header);
        }

        WriteEnd(start, file.Position - start);
    }

    /// <summary>The fields local and central headers share, from "version needed" on.</summary>
    private static void WriteCommon(Span<byte> fields, int nameLength, int extraLength, uint checksum, long length)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(fields, 45);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[2..], 0x0800);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[8..], 0x0021);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[10..], checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[14..], checked((uint)length));
        BinaryPrimitives.WriteUInt32LittleEndian(fields[18..], checked((uint)length));
        BinaryPrimitives.WriteUInt16LittleEndian(fields[22..], checked((ushort)nameLength));
        BinaryPrimitives.WriteUInt16LittleEndian(fields[24..], checked((ushort)extraLength));
    }

    private void WriteEnd(long start, long length)
    {
        var end = new byte[56 + 20 + 22];
        "PK\x06\x06"u8.CopyTo(end);
        BinaryPrimitives.WriteInt64LittleEndian(end.AsSpan(4), 44);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(12), 45);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(14), 45);
        BinaryPrimitives.WriteInt64LittleEndian(end.AsSpan(24), _entries.Count);
        BinaryPrimitives.WriteInt64LittleEndian(end.AsSpan(32), _entries.Count);
        BinaryPrimitives.WriteInt64LittleEndian(end.AsSpan(40), length);
        BinaryPrimitives.WriteInt64LittleEndian(end.AsSpan(48), start);
        "PK\x06\x07"u8.CopyTo(end.AsSpan(56));
        BinaryPrimitives.WriteInt64LittleEndian(end.AsSpan(64), start + length);
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(72), 1);
        "PK\x05\x06"u8.CopyTo(end.AsSpan(76));
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(84), ushort.MaxValue);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(86), ushort.MaxValue);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(88), uint.MaxValue);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(92), uint.MaxValue);
        file.Write(end);
    }
}

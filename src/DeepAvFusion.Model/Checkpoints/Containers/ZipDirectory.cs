using System.Buffers.Binary;
using System.Text;
using DeepAvFusion.Model.Checkpoints.Sources;

namespace DeepAvFusion.Model.Checkpoints.Containers;

/// <summary>The central directory of a zip container, read without trusting a single number in it.</summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int End64Length = 56;
    private const int LocatorLength = 20;
    private const int CentralLength = 46;
    private const int LocalLength = 30;
    private const int LongestComment = ushort.MaxValue;

    /// <summary>All entries by name; their byte ranges lie inside the file and do not overlap.</summary>
    public static Dictionary<string, ZipEntry> Read(CheckpointSource file, CheckpointLimits limits)
    {
        var (count, offset, length) = FindDirectory(file);
        if (count < 0 || count > limits.Entries)
            throw file.Refuse($"holds {count} entries, at most {limits.Entries} are read");
        if (length < count * CentralLength || length > count * (CentralLength + 2L * 1024) || offset < 0 || length > file.Length - offset)
            throw file.Refuse("damaged: the zip directory does not fit the file");
        var directory = new byte[length];
        file.Read(offset, directory);

        var entries = new Dictionary<string, ZipEntry>((int)count, StringComparer.Ordinal);
        var ranges = new List<(long Start, long End)>((int)count);
        var place = 0;
        for (var index = 0L; index < count; index++)
        {
            var entry = ReadEntry(file, limits, directory.AsSpan(place), offset, out var size, out var start);
            place += size;
            ranges.Add((start, entry.Offset + entry.PackedLength));
            if (!entries.TryAdd(entry.Name, entry))
                throw file.Refuse($"holds the entry '{CheckpointText.Clean(entry.Name)}' twice");
        }

        ranges.Sort();
        for (var index = 1; index < ranges.Count; index++)
            if (ranges[index].Start < ranges[index - 1].End)
                throw file.Refuse("two zip entries claim the same bytes");
        return entries;
    }

    private static (long Count, long Offset, long Length) FindDirectory(CheckpointSource file)
    {
        var tail = new byte[(int)Math.Min(file.Length, EndLength + LongestComment)];
        file.Read(file.Length - tail.Length, tail);
        var place = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (place < 0 || place > tail.Length - EndLength)
            throw file.Refuse("truncated or damaged: the zip directory at its end is missing; copy or download it again");
        var end = tail.AsSpan(place);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        if (count != ushort.MaxValue && length != uint.MaxValue && offset != uint.MaxValue)
            return (count, offset, length);

        var locator = new byte[LocatorLength];
        var end64 = new byte[End64Length];
        file.Read(file.Length - tail.Length + place - LocatorLength, locator);
        if (!locator.AsSpan().StartsWith("PK\x06\x07"u8))
            throw file.Refuse("damaged: the zip64 locator is missing");
        file.Read(BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(8)), end64);
        if (!end64.AsSpan().StartsWith("PK\x06\x06"u8))
            throw file.Refuse("damaged: the zip64 directory is missing");
        return (BinaryPrimitives.ReadInt64LittleEndian(end64.AsSpan(32)),
            BinaryPrimitives.ReadInt64LittleEndian(end64.AsSpan(48)),
            BinaryPrimitives.ReadInt64LittleEndian(end64.AsSpan(40)));
    }

    private static ZipEntry ReadEntry(
        CheckpointSource file, CheckpointLimits limits, ReadOnlySpan<byte> central, long directory, out int size, out long start)
    {
        if (central.Length < CentralLength || !central.StartsWith("PK\x01\x02"u8))
            throw file.Refuse("damaged: the zip directory ends early");
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(central[8..]);
        var method = BinaryPrimitives.ReadUInt16LittleEndian(central[10..]);
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(central[16..]);
        long packed = BinaryPrimitives.ReadUInt32LittleEndian(central[20..]);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(central[24..]);
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(central[28..]);
        var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(central[30..]);
        var commentLength = BinaryPrimitives.ReadUInt16LittleEndian(central[32..]);
        start = BinaryPrimitives.ReadUInt32LittleEndian(central[42..]);
        size = CentralLength + nameLength + extraLength + commentLength;
        if (size > central.Length)
            throw file.Refuse("damaged: the zip directory ends early");
        var nameBytes = central.Slice(CentralLength, nameLength);
        var name = Encoding.UTF8.GetString(nameBytes);
        Zip64(file, central.Slice(CentralLength + nameLength, extraLength), ref length, ref packed, ref start);
        var shown = CheckpointText.Clean(name);

        if (IsUnsafe(name))
            throw file.Refuse($"holds an entry named '{shown}', which no checkpoint has (a path that leads elsewhere)");
        if ((flags & 0x2041) != 0)
            throw file.Refuse($"entry '{shown}' is encrypted");
        if (method is not (0 or 8) || (method == 0 && packed != length))
            throw file.Refuse($"entry '{shown}' is packed in a way no checkpoint is (method {method})");
        if (length < 0 || packed < 0 || packed > file.Length || start < 0 || start >= directory)
            throw file.Refuse($"damaged: entry '{shown}' lies outside the file");
        if (method == 8 && (length > packed * limits.CompressionRatio || length > limits.TensorBytes || packed > limits.TensorBytes))
            throw file.Refuse($"entry '{shown}' claims to unpack {packed} bytes into {length}; more than {limits.CompressionRatio} to 1 is refused");
        return new ZipEntry(name, DataOffset(file, start, packed, directory, nameBytes, shown), packed, length, checksum, method == 8);
    }

    private static void Zip64(CheckpointSource file, ReadOnlySpan<byte> extra, ref long length, ref long packed, ref long start)
    {
        while (extra.Length >= 4)
        {
            var tag = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            var size = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (size > extra.Length - 4)
                return;
            var field = extra.Slice(4, size);
            extra = extra[(4 + size)..];
            if (tag != 1)
                continue;
            length = Widen(file, ref field, length);
            packed = Widen(file, ref field, packed);
            start = Widen(file, ref field, start);
        }
    }

    private static long Widen(CheckpointSource file, ref ReadOnlySpan<byte> field, long value)
    {
        if (value != uint.MaxValue)
            return value;
        if (field.Length < 8)
            throw file.Refuse("damaged: a zip64 field is too short");
        value = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[8..];
        return value;
    }

    private static long DataOffset(CheckpointSource file, long start, long packed, long directory, ReadOnlySpan<byte> name, string shown)
    {
        Span<byte> local = stackalloc byte[LocalLength];
        file.Read(start, local);
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(local[26..]);
        var data = start + LocalLength + nameLength + BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
        var same = local.StartsWith("PK\x03\x04"u8) && nameLength == name.Length;
        if (same)
        {
            var localName = new byte[nameLength];
            file.Read(start + LocalLength, localName);
            same = name.SequenceEqual(localName);
        }

        if (!same || packed > directory - data)
            throw file.Refuse($"damaged: entry '{shown}' is not where the zip directory says");
        return data;
    }

    private static bool IsUnsafe(string name) =>
        name.Length is 0 or > 512 || name[0] == '/' || name.Contains('\\', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal)
        || name.Contains('\0', StringComparison.Ordinal) || name.Split('/').Any(part => part is ".." or ".");
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace DeepAvFusion.Model.Tests.Checkpoints;

/// <summary>Writes pickles instruction by instruction, honest ones and others, and wraps them into checkpoint files.</summary>
internal sealed class PickleBytes
{
    private readonly List<byte> _bytes = [];

    public PickleBytes(byte protocol = 2) => Raw(0x80, protocol);

    public byte[] Bytes => [.. _bytes];

    public PickleBytes Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public PickleBytes Code(string codes) => Raw(Encoding.Latin1.GetBytes(codes));

    public PickleBytes Repeat(string codes, int times)
    {
        var bytes = Encoding.Latin1.GetBytes(codes);
        for (var time = 0; time < times; time++)
            _bytes.AddRange(bytes);
        return this;
    }

    public PickleBytes Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
        return Code("X").Raw(length).Raw(utf8);
    }

    public PickleBytes Number(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Raw(0x8A, 8).Raw(bytes);
    }

    public PickleBytes Global(string module, string name) => Code($"c{module}\n{name}\n");

    /// <summary>A tuple of numbers.</summary>
    public PickleBytes Sides(params long[] sides)
    {
        Code("(");
        foreach (var side in sides)
            Number(side);
        return Code("t");
    }

    public PickleBytes Storage(string key, string type, long count) =>
        Code("(").Text("storage").Global("torch", type).Text(key).Text("cpu").Number(count).Code("tQ");

    public PickleBytes Tensor(string key, string type, long count, long offset, long[] shape, long[] strides) =>
        Global("torch._utils", "_rebuild_tensor_v2").Code("(").Storage(key, type, count).Number(offset).Sides(shape).Sides(strides)
            .Raw(0x89).Global("collections", "OrderedDict").Code(")RtR");

    /// <summary>The zip container around this description, with storages by key.</summary>
    public byte[] Zip(params (string Key, byte[] Bytes)[] storages) =>
        Stored([
            ("archive/data.pkl", Bytes),
            .. storages.Select(storage => ($"archive/data/{storage.Key}", storage.Bytes)),
            ("archive/version", "3\n"u8.ToArray())]);

    /// <summary>A zip file of uncompressed entries.</summary>
    public static byte[] Stored(params (string Name, byte[] Bytes)[] entries) =>
        Zip([.. entries.Select(entry => (entry.Name, entry.Bytes, CompressionLevel.NoCompression))]);

    public static byte[] Zip(params (string Name, byte[] Bytes, CompressionLevel Level)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
            foreach (var (name, bytes, level) in entries)
            {
                using var stream = zip.CreateEntry(name, level).Open();
                stream.Write(bytes);
            }

        return file.ToArray();
    }

    /// <summary>The legacy stream around this description; it declares no storages at its end.</summary>
    /// <param name="protocol">Of the magic number; from 4 on there is a frame around it.</param>
    public byte[] Legacy(byte protocol = 2) =>
    [
        0x80, protocol, .. protocol < 4 ? [] : new byte[] { 0x95, 13, 0, 0, 0, 0, 0, 0, 0 },
        0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.',
        .. new PickleBytes().Number(1001).Code(".").Bytes,
        .. new PickleBytes().Code("}(").Text("little_endian").Raw(0x88).Code("u.").Bytes,
        .. Bytes,
        .. new PickleBytes().Code("].").Bytes,
    ];
}

using System.IO.Compression;
using DeepAvFusion.Fuzz.Running;

namespace DeepAvFusion.Fuzz.Targets;

/// <summary>PyTorch's files: the stream as it is, and the description inside a zip, which is packed again.</summary>
internal sealed class PickleTarget() : FuzzTarget(
    "pickle", "ccollections\nOrderedDict\n", "ctorch._utils\n_rebuild_tensor_v2\n", "ctorch\nFloatStorage\n", "ctorch\nHalfStorage\n", "ctorch\nSize\n", "cargparse\nNamespace\n", "cnumpy\ndtype\n",
    "cnumpy.core.multiarray\nscalar\n", "cnumpy._core.multiarray\nscalar\n", "c_codecs\nencode\n", "cposix\nsystem\n", "X\x02\0\0\0f8", "X\x01\0\0\0<", "X\x06\0\0\0latin1", "C\x08\0\0\0\0\0\0\xf0?",
    "X\x07\0\0\0storage", "X\n\0\0\0state_dict", "X\x08\0\0\0metadata", "X\x06\0\0\0format", "X\x0b\0\0\0davf.task/1", "K\x01", "J\xff\xff\xff\x7f", "\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f",
    "(", ")", "}", "]", "N", "R", "b", "t", "u", "s", "e", "a", "Q", ".", "q\x01", "h\x01", "\x85", "\x86", "\x87", "\x93", "\x94", "0")
{
    public override byte[] Mutate(Mutation mutation, byte[] seed) =>
        seed.AsSpan().StartsWith("PK"u8) && mutation.Random.Next(4) > 0 ? Packed(mutation, seed) : mutation.Of(seed);

    public override string? Read(byte[] input) => CheckpointReading.Read(input);

    private static byte[] Packed(Mutation mutation, byte[] seed)
    {
        using var file = new MemoryStream();
        try
        {
            using var source = new ZipArchive(new MemoryStream(seed), ZipArchiveMode.Read);
            using var target = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
            foreach (var entry in source.Entries)
            {
                using var content = new MemoryStream();
                using (var stream = entry.Open()) stream.CopyTo(content);
                var bytes = content.ToArray();
                using var written = target.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                written.Write(entry.FullName.EndsWith("data.pkl", StringComparison.Ordinal) ? mutation.Of(bytes) : bytes);
            }
        }
        catch (InvalidDataException)
        {
            return mutation.Of(seed);                                          // a damaged one that was kept
        }

        return file.ToArray();
    }
}

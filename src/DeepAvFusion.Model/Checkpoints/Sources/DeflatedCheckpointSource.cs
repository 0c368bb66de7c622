using System.IO.Compression;

namespace DeepAvFusion.Model.Checkpoints.Sources;

/// <summary>A compressed zip entry, unpacked once at its first use to exactly the size its directory entry promises.</summary>
internal sealed class DeflatedCheckpointSource(CheckpointSource packed, long offset, int packedLength, int length)
    : CheckpointSource(packed.Name, length)
{
    private readonly Lazy<byte[]> _bytes = new(() => Unpack(packed, offset, packedLength, length));

    public override void Read(long offset, Span<byte> destination)
    {
        CheckRange(offset, destination.Length);
        _bytes.Value.AsSpan((int)offset, destination.Length).CopyTo(destination);
    }

    private static byte[] Unpack(CheckpointSource packed, long offset, int packedLength, int length)
    {
        var input = new byte[packedLength];
        packed.Read(offset, input);
        var output = new byte[length];
        try
        {
            using var inflate = new DeflateStream(new MemoryStream(input), CompressionMode.Decompress);
            var filled = inflate.ReadAtLeast(output, length, throwOnEndOfStream: false);
            if (filled != length || inflate.ReadByte() >= 0)
                throw packed.Refuse("a compressed entry does not unpack to the size its directory promises");
        }
        catch (InvalidDataException trouble)
        {
            throw packed.Refuse("a compressed entry is damaged", trouble);
        }

        return output;
    }
}

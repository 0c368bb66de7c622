using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace DeepAvFusion.Model.Tests.Features;

/// <summary>Reads the .npy files of the recorded cases: version 1, C order, little-endian float32 or int64.</summary>
internal sealed record NpyFile(float[] Floats, long[] Integers)
{
    public static NpyFile Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        var header = Encoding.ASCII.GetString(bytes, 10, length);
        var data = bytes.AsSpan(10 + length);
        Assert.Contains("'fortran_order': False", header, StringComparison.Ordinal);
        return header.Contains("'<f4'", StringComparison.Ordinal)
            ? new([.. MemoryMarshal.Cast<byte, float>(data)], [])
            : header.Contains("'<i8'", StringComparison.Ordinal)
                ? new([], [.. MemoryMarshal.Cast<byte, long>(data)])
                : throw new InvalidDataException($"{path}: {header}");
    }
}

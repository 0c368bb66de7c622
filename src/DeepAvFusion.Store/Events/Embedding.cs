using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DeepAvFusion.Store.Events;

/// <summary>Vectors of length one as they are kept: half-precision numbers, little-endian.</summary>
public static class Embedding
{
    public static byte[] Pack(ReadOnlySpan<float> vector)
    {
        var bytes = new byte[2 * vector.Length];
        TensorPrimitives.ConvertToHalf(vector, MemoryMarshal.Cast<byte, Half>(bytes.AsSpan()));
        return bytes;
    }

    public static float[] Unpack(ReadOnlySpan<byte> bytes)
    {
        var vector = new float[bytes.Length / 2];
        TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), vector);
        return vector;
    }

    /// <summary>How alike two are: 1 for the same direction, 0 for nothing in common.</summary>
    /// <param name="scratch">Room for the unpacked one.</param>
    internal static float Likeness(ReadOnlySpan<float> vector, ReadOnlySpan<byte> packed, Span<float> scratch)
    {
        TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(packed), scratch);
        return TensorPrimitives.Dot(vector, scratch);
    }
}

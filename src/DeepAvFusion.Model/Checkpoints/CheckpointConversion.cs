using System.Numerics;
using System.Runtime.InteropServices;

namespace DeepAvFusion.Model.Checkpoints;

/// <summary>Element conversions between the stored types and those of the program.</summary>
internal static class CheckpointConversion
{
    /// <summary>Converts stored elements to another number type, rounding to the nearest; true is 1.</summary>
    public static void Convert<T>(CheckpointDType dtype, ReadOnlySpan<byte> bytes, Span<T> values)
        where T : unmanaged, INumberBase<T>
    {
        switch (dtype)
        {
            case CheckpointDType.Float32: Each<float, T>(bytes, values); break;
            case CheckpointDType.Float64: Each<double, T>(bytes, values); break;
            case CheckpointDType.Float16: Each<Half, T>(bytes, values); break;
            case CheckpointDType.BFloat16: Brain(MemoryMarshal.Cast<byte, ushort>(bytes), values); break;
            case CheckpointDType.Int64: Each<long, T>(bytes, values); break;
            case CheckpointDType.Int32: Each<int, T>(bytes, values); break;
            case CheckpointDType.Int16: Each<short, T>(bytes, values); break;
            case CheckpointDType.Int8: Each<sbyte, T>(bytes, values); break;
            case CheckpointDType.UInt8: Each<byte, T>(bytes, values); break;
            default:
                for (var index = 0; index < values.Length; index++)
                    values[index] = bytes[index] != 0 ? T.One : T.Zero;
                break;
        }
    }

    /// <summary>Writes numbers as another floating point type, rounding to nearest, ties to even.</summary>
    public static void ToFloating(ReadOnlySpan<float> values, CheckpointDType dtype, Span<byte> bytes)
    {
        switch (dtype)
        {
            case CheckpointDType.Float32:
                values.CopyTo(MemoryMarshal.Cast<byte, float>(bytes));
                break;
            case CheckpointDType.Float16:
                var halves = MemoryMarshal.Cast<byte, Half>(bytes);
                for (var index = 0; index < values.Length; index++)
                    halves[index] = (Half)values[index];
                break;
            case CheckpointDType.BFloat16:
                var brains = MemoryMarshal.Cast<byte, ushort>(bytes);
                for (var index = 0; index < values.Length; index++)
                    brains[index] = ToBrain(values[index]);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "only float32, float16 and bfloat16 are written");
        }
    }

    private static ushort ToBrain(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)(bits >> 16 | 0x40) : (ushort)(bits + 0x7FFF + (bits >> 16 & 1) >> 16);
    }

    private static void Brain<T>(ReadOnlySpan<ushort> source, Span<T> values)
        where T : unmanaged, INumberBase<T>
    {
        for (var index = 0; index < values.Length; index++)
            values[index] = T.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)source[index] << 16));
    }

    private static void Each<TFrom, TTo>(ReadOnlySpan<byte> bytes, Span<TTo> values)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        var source = MemoryMarshal.Cast<byte, TFrom>(bytes);
        for (var index = 0; index < values.Length; index++)
            values[index] = TTo.CreateTruncating(source[index]);
    }
}

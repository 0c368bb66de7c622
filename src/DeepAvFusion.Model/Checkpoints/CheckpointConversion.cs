using System.Runtime.InteropServices;

namespace DeepAvFusion.Model.Checkpoints;

/// <summary>Element conversions between the stored types and those of the program.</summary>
internal static class CheckpointConversion
{
    public static void ToFloat32(CheckpointDType dtype, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        switch (dtype)
        {
            case CheckpointDType.Float32: MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values); break;
            case CheckpointDType.Float64: Each<double>(bytes, values, value => (float)value); break;
            case CheckpointDType.Float16: Each<Half>(bytes, values, value => (float)value); break;
            case CheckpointDType.BFloat16: Each<ushort>(bytes, values, value => BitConverter.UInt32BitsToSingle((uint)value << 16)); break;
            case CheckpointDType.Int64: Each<long>(bytes, values, value => value); break;
            case CheckpointDType.Int32: Each<int>(bytes, values, value => value); break;
            case CheckpointDType.Int16: Each<short>(bytes, values, value => value); break;
            case CheckpointDType.Int8: Each<sbyte>(bytes, values, value => value); break;
            case CheckpointDType.UInt8: Each<byte>(bytes, values, value => value); break;
            default: Each<byte>(bytes, values, value => value != 0 ? 1 : 0); break;
        }
    }

    public static void ToInt64(CheckpointDType dtype, ReadOnlySpan<byte> bytes, Span<long> values)
    {
        switch (dtype)
        {
            case CheckpointDType.Int64: MemoryMarshal.Cast<byte, long>(bytes).CopyTo(values); break;
            case CheckpointDType.Int32: Each<int>(bytes, values, value => value); break;
            case CheckpointDType.Int16: Each<short>(bytes, values, value => value); break;
            case CheckpointDType.Int8: Each<sbyte>(bytes, values, value => value); break;
            case CheckpointDType.UInt8: Each<byte>(bytes, values, value => value); break;
            case CheckpointDType.Bool: Each<byte>(bytes, values, value => value != 0 ? 1 : 0); break;
            default: throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "not an integer type");
        }
    }

    private static void Each<T>(ReadOnlySpan<byte> bytes, Span<float> values, Func<T, float> convert)
        where T : unmanaged
    {
        var source = MemoryMarshal.Cast<byte, T>(bytes);
        for (var index = 0; index < values.Length; index++)
            values[index] = convert(source[index]);
    }

    private static void Each<T>(ReadOnlySpan<byte> bytes, Span<long> values, Func<T, long> convert)
        where T : unmanaged
    {
        var source = MemoryMarshal.Cast<byte, T>(bytes);
        for (var index = 0; index < values.Length; index++)
            values[index] = convert(source[index]);
    }
}

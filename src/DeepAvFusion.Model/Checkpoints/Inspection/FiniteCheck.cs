using System.Numerics;
using System.Runtime.InteropServices;

namespace DeepAvFusion.Model.Checkpoints.Inspection;

/// <summary>Looks for infinities and NaNs among stored elements.</summary>
internal static class FiniteCheck
{
    /// <summary>True when all elements are finite; integers always are.</summary>
    public static bool IsFinite(CheckpointDType dtype, ReadOnlySpan<byte> bytes) => dtype switch
    {
        CheckpointDType.Float32 => Never(MemoryMarshal.Cast<byte, uint>(bytes), 0x7F80_0000u),
        CheckpointDType.Float64 => Never(MemoryMarshal.Cast<byte, ulong>(bytes), 0x7FF0_0000_0000_0000ul),
        CheckpointDType.Float16 => Never(MemoryMarshal.Cast<byte, ushort>(bytes), (ushort)0x7C00),
        CheckpointDType.BFloat16 => Never(MemoryMarshal.Cast<byte, ushort>(bytes), (ushort)0x7F80),
        _ => true,
    };

    /// <summary>Infinities and NaNs are the numbers whose exponent bits are all set.</summary>
    private static bool Never<T>(ReadOnlySpan<T> values, T exponent)
        where T : unmanaged, IBinaryInteger<T>
    {
        var index = 0;
        var mask = new Vector<T>(exponent);
        for (; index <= values.Length - Vector<T>.Count; index += Vector<T>.Count)
            if (Vector.EqualsAny(new Vector<T>(values[index..]) & mask, mask))
                return false;
        for (; index < values.Length; index++)
            if ((values[index] & exponent) == exponent)
                return false;
        return true;
    }
}

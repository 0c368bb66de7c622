using System.Buffers.Binary;

namespace NAudio.Wave;

/// <summary>Little-endian integers as numbers from -1 up to but not including 1.</summary>
internal static class Samples
{
    public static float From8(byte raw) => (raw / 128f) - 1;

    public static float From16(ReadOnlySpan<byte> raw) => BinaryPrimitives.ReadInt16LittleEndian(raw) / 32768f;

    public static float From24(ReadOnlySpan<byte> raw) => (((sbyte)raw[2] << 16) | (raw[1] << 8) | raw[0]) / 8388608f;

    public static float From32(ReadOnlySpan<byte> raw) => BinaryPrimitives.ReadInt32LittleEndian(raw) / 2147483648f;
}

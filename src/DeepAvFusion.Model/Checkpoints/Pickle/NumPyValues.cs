using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace DeepAvFusion.Model.Checkpoints.Pickle;

/// <summary>Bytes on the interpreter's stack, waiting to be read as a NumPy value.</summary>
internal sealed class PickleData(byte[] bytes) : CheckpointNode
{
    public byte[] Bytes { get; } = bytes;
}

/// <summary>A NumPy type on the interpreter's stack, waiting to be given to a value.</summary>
/// <param name="name">Kind and size, such as f8.</param>
internal sealed class NumPyType(string name) : CheckpointNode
{
    public string Name { get; } = name;

    public bool IsBigEndian { get; set; }
}

/// <summary>Numbers and texts of NumPy, such as a loss that a trainer saved without turning it into a plain number; read as plain values.</summary>
internal static class NumPyValues
{
    private static readonly UTF32Encoding LittleText = new(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true);
    private static readonly UTF32Encoding BigText = new(bigEndian: true, byteOrderMark: false, throwOnInvalidCharacters: true);

    /// <summary>numpy.dtype(NAME, align, copy)</summary>
    public static NumPyType? TypeOf(IReadOnlyList<CheckpointNode> arguments) =>
        arguments.Count is >= 1 and <= 3 && (arguments[0] as CheckpointScalar)?.Value is string { Length: >= 2 and <= 8 } name ? new NumPyType(name) : null;

    /// <summary>State of a type: (version, order of bytes, ...).</summary>
    public static bool Order(NumPyType type, CheckpointNode state)
    {
        if (state is not CheckpointList { IsTuple: true, Items: [_, CheckpointScalar { Value: string order }, ..] } || order is not ("<" or ">" or "|" or "=")) return false;
        type.IsBigEndian = order == ">";
        return true;
    }

    /// <summary>_codecs.encode(TEXT, "latin1"), which is how bytes are written where pickles have no instruction for them.</summary>
    public static PickleData? Encoded(IReadOnlyList<CheckpointNode> arguments) =>
        arguments is [CheckpointScalar { Value: string text }, CheckpointScalar { Value: "latin1" or "latin-1" }] && text.All(character => character <= 0xFF) ? new PickleData(Encoding.Latin1.GetBytes(text)) : null;

    /// <summary>numpy.core.multiarray.scalar(TYPE, BYTES); null where type and bytes do not go together.</summary>
    public static CheckpointScalar? Scalar(IReadOnlyList<CheckpointNode> arguments)
    {
        if (arguments is not [NumPyType type, PickleData { Bytes: var bytes }]
            || !int.TryParse(type.Name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var size) || bytes.Length != (type.Name[0] == 'U' ? 4L * size : size)) return null;
        if (type.Name[0] is 'U' or 'S') return Text(type, bytes);
        byte[] little = type.IsBigEndian ? [.. bytes.Reverse()] : bytes;
        return type.Name switch
        {
            "b1" => CheckpointScalar.Of(little[0] != 0),
            "i1" => CheckpointScalar.Of((long)(sbyte)little[0]),
            "i2" => CheckpointScalar.Of((long)BinaryPrimitives.ReadInt16LittleEndian(little)),
            "i4" => CheckpointScalar.Of((long)BinaryPrimitives.ReadInt32LittleEndian(little)),
            "i8" => CheckpointScalar.Of(BinaryPrimitives.ReadInt64LittleEndian(little)),
            "u1" => CheckpointScalar.Of((long)little[0]),
            "u2" => CheckpointScalar.Of((long)BinaryPrimitives.ReadUInt16LittleEndian(little)),
            "u4" => CheckpointScalar.Of((long)BinaryPrimitives.ReadUInt32LittleEndian(little)),
            "u8" when BinaryPrimitives.ReadUInt64LittleEndian(little) is <= long.MaxValue and var number => CheckpointScalar.Of((long)number),
            "f2" => CheckpointScalar.Of((double)BinaryPrimitives.ReadHalfLittleEndian(little)),
            "f4" => CheckpointScalar.Of((double)BinaryPrimitives.ReadSingleLittleEndian(little)),
            "f8" => CheckpointScalar.Of(BinaryPrimitives.ReadDoubleLittleEndian(little)),
            _ => null,
        };
    }

    private static CheckpointScalar? Text(NumPyType type, byte[] bytes)
    {
        try
        {
            var encoding = type.Name[0] == 'S' ? Encoding.Latin1 : type.IsBigEndian ? BigText : LittleText;
            return CheckpointScalar.Of(encoding.GetString(bytes).TrimEnd('\0'));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

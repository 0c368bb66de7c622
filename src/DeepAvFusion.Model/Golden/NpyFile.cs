using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden;

/// <summary>A <c>.npy</c> file of format 1.0: float32 or int64, C order, little endian.</summary>
public sealed partial class NpyFile
{
    private NpyFile(long[] shape, float[]? floats, long[]? integers) => (Shape, Floats, Integers) = (shape, floats, integers);

    /// <summary>Sides; empty for a single number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The numbers of a float32 file.</summary>
    public float[]? Floats { get; }

    /// <summary>The numbers of an int64 file.</summary>
    public long[]? Integers { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is not such a file.</exception>
    public static NpyFile Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var name = Path.GetFileName(path);
        if (bytes.Length < 10 || !IsVersionOne(bytes))
            throw new InvalidDataException($"{name} is not a .npy file of format 1.0.");
        var start = 10 + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        var header = Header().Match(Encoding.ASCII.GetString(bytes, 10, Math.Max(0, Math.Min(start, bytes.Length) - 10)));
        if (start > bytes.Length || !header.Success)
            throw new InvalidDataException($"{name} must hold <f4 or <i8 numbers in C order.");
        var shape = header.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(side => long.Parse(side, CultureInfo.InvariantCulture)).ToArray();
        var isFloat = header.Groups["type"].Value == "<f4";
        var count = shape.Aggregate(1L, (product, side) => product * side);
        if (bytes.Length - start != count * (isFloat ? 4 : 8))
            throw new InvalidDataException($"{name} has {bytes.Length - start} bytes of numbers where [{string.Join(", ", shape)}] needs {count * (isFloat ? 4 : 8)}.");
        var data = bytes.AsSpan(start);
        return isFloat
            ? new NpyFile(shape, MemoryMarshal.Cast<byte, float>(data).ToArray(), integers: null)
            : new NpyFile(shape, floats: null, MemoryMarshal.Cast<byte, long>(data).ToArray());
    }

    /// <summary>The numbers as a tensor of their own type, on the CPU.</summary>
    public Tensor ToTensor() => Floats is not null ? tensor(Floats, [.. Shape]) : tensor(Integers!, [.. Shape]);

    private static bool IsVersionOne(ReadOnlySpan<byte> bytes) => bytes[0] == 0x93 && bytes[1..6].SequenceEqual("NUMPY"u8) && bytes[6] == 1;

    [GeneratedRegex(@"'descr':\s*'(?<type><f4|<i8)',\s*'fortran_order':\s*False,\s*'shape':\s*\((?<shape>[\d,\s]*)\)")]
    private static partial Regex Header();
}

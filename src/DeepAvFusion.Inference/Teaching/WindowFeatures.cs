using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DeepAvFusion.Inference.Teaching;

/// <summary>What a window's labels are scored from: the inputs of every layer that can be taught, taken from the pass that is made anyway. Managed and immutable.</summary>
public sealed class WindowFeatures
{
    private const int Magic = 0x31465744;                  // "DWF1"
    private const int MostRows = 4096;
    private const int MostWidth = 8192;

    private readonly IReadOnlyDictionary<TaughtLayer, FeatureRows> _rows;

    public WindowFeatures(IReadOnlyDictionary<TaughtLayer, FeatureRows> rows) => _rows = rows;

    /// <summary>Layers that there are features for.</summary>
    public IEnumerable<TaughtLayer> Layers => _rows.Keys.Order();

    /// <summary>Features of one layer; null where the model has no such layer.</summary>
    public FeatureRows? this[TaughtLayer layer] => _rows.GetValueOrDefault(layer);

    /// <summary>Bytes that <see cref="ToBytes"/> gives.</summary>
    public int Size => 8 + _rows.Values.Sum(rows => 12 + (2 * rows.Values.Length));

    /// <summary>False where a number among them is none.</summary>
    public bool AreFinite => _rows.Values.All(rows => rows.Values.All(Half.IsFinite));

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), _rows.Count);
        var at = 8;
        foreach (var (layer, rows) in _rows.OrderBy(pair => pair.Key))
        {
            foreach (var number in (int[])[(int)layer, rows.Rows, rows.Width])
            {
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), number);
                at += 4;
            }
            MemoryMarshal.AsBytes(rows.Values.AsSpan()).CopyTo(bytes.AsSpan(at));
            at += 2 * rows.Values.Length;
        }
        return bytes;
    }

    /// <exception cref="FormatException">They are not what <see cref="ToBytes"/> gives.</exception>
    public static WindowFeatures FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8 || BinaryPrimitives.ReadInt32LittleEndian(bytes) != Magic)
            throw new FormatException("these are no features of a window");
        var all = new Dictionary<TaughtLayer, FeatureRows>();
        var at = 8;
        for (var left = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]); left > 0; left--)
        {
            if (bytes.Length < at + 12) throw new FormatException("the features of a window are cut off");
            var (layer, rows, width) = ((TaughtLayer)Number(bytes, at), Number(bytes, at + 4), Number(bytes, at + 8));
            if (!Enum.IsDefined(layer) || rows is < 1 or > MostRows || width is < 1 or > MostWidth || bytes.Length < at + 12 + (2 * rows * width))
                throw new FormatException("the features of a window are damaged");
            if (!all.TryAdd(layer, new FeatureRows(rows, width, MemoryMarshal.Cast<byte, Half>(bytes.Slice(at + 12, 2 * rows * width)).ToArray())))
                throw new FormatException("the features of a window name a layer twice");
            at += 12 + (2 * rows * width);
        }
        return at == bytes.Length ? new WindowFeatures(all) : throw new FormatException("something follows the features of a window");
    }

    private static int Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
}

/// <summary>The inputs of one layer that can be taught.</summary>
/// <param name="Rows">1 for a mean over a window; as many as patches for a layer that names these one by one.</param>
/// <param name="Width">Numbers a row.</param>
/// <param name="Values">[Rows * Width]</param>
public sealed record FeatureRows(int Rows, int Width, Half[] Values);

using System.Runtime.InteropServices;
using DeepAvFusion.Model.Checkpoints.Sources;

namespace DeepAvFusion.Model.Checkpoints;

/// <summary>A stored tensor: its description is in memory, its elements are read from the file when asked for.</summary>
/// <remarks>Elements can be read as long as the <see cref="CheckpointFile"/> is open, from several threads at once.</remarks>
public sealed class CheckpointTensor : CheckpointNode
{
    private readonly CheckpointStorage _storage;
    private readonly CheckpointLayout _layout;

    internal CheckpointTensor(string name, CheckpointStorage storage, CheckpointLayout layout, bool isParameter)
    {
        (Name, _storage, _layout, IsParameter) = (name, storage, layout, isParameter);
    }

    /// <summary>Key in the dictionary it was taken from; empty inside the tree.</summary>
    public string Name { get; }

    public CheckpointDType DType => _storage.DType;

    public IReadOnlyList<long> Shape => _layout.Shape;

    /// <summary>Steps between neighbours of each axis, in elements.</summary>
    public IReadOnlyList<long> Strides => _layout.Strides;

    /// <summary>First element in the storage.</summary>
    public long StorageOffset => _layout.Offset;

    /// <summary>Name of the storage; tensors with the same one share memory.</summary>
    public string StorageKey => _storage.Key;

    public long ElementCount => _layout.Count;

    /// <summary>Bytes in its own type, without gaps.</summary>
    public long ByteCount => _layout.ByteCount;

    /// <summary>True when the elements lie in the file in row-major order without gaps.</summary>
    public bool IsContiguous => _layout.IsContiguous;

    /// <summary>The same numbers in another floating point type, converted when they are read; itself where it is of that type, or of integers.</summary>
    public CheckpointTensor As(CheckpointDType type) => Writers.RetypedTensor.Of(this, type);

    /// <summary>Whether PyTorch saved it as a parameter object.</summary>
    public bool IsParameter { get; }

    internal CheckpointStorage Storage => _storage;

    /// <summary>A tensor over bytes in memory, row-major and little endian.</summary>
    public static CheckpointTensor FromBytes(string name, CheckpointDType dtype, ReadOnlySpan<long> shape, ReadOnlyMemory<byte> bytes)
    {
        var storage = new CheckpointStorage(name, dtype, bytes.Length / dtype.Size());
        var layout = CheckpointLayout.Contiguous(shape.ToArray(), storage, CheckpointLimits.Default, cause => new ArgumentException(cause, nameof(shape)));
        if (layout.ByteCount != bytes.Length)
            throw new ArgumentException($"'{name}' of shape {CheckpointText.Shape(shape)} needs {layout.ByteCount} bytes, not {bytes.Length}", nameof(bytes));
        storage.Locate(new MemoryCheckpointSource(name, bytes), 0, null);
        return new(name, storage, layout, false);
    }

    /// <summary>A float32 tensor over a copy of the values, row-major.</summary>
    public static CheckpointTensor FromFloat32(string name, ReadOnlySpan<long> shape, ReadOnlySpan<float> values) =>
        FromBytes(name, CheckpointDType.Float32, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>The same tensor under another name.</summary>
    public CheckpointTensor WithName(string name) => new(name, _storage, _layout, IsParameter);

    /// <summary>Reads all elements in their own type, row-major, little endian.</summary>
    /// <param name="destination">Exactly <see cref="ByteCount"/> bytes.</param>
    /// <exception cref="CheckpointException">The file is damaged or became shorter.</exception>
    public void CopyBytesTo(Span<byte> destination)
    {
        if (destination.Length != ByteCount)
            throw new ArgumentException($"'{Name}' has {ByteCount} bytes, the destination {destination.Length}", nameof(destination));
        var size = DType.Size();
        if (_layout.IsContiguous)
        {
            _storage.Read(_layout.Offset * size, destination);
            return;
        }

        var span = new byte[_layout.Span * size];
        _storage.Read(_layout.Offset * size, span);
        switch (size)
        {
            case 8: _layout.Gather(MemoryMarshal.Cast<byte, long>(span), MemoryMarshal.Cast<byte, long>(destination)); break;
            case 4: _layout.Gather(MemoryMarshal.Cast<byte, int>(span), MemoryMarshal.Cast<byte, int>(destination)); break;
            case 2: _layout.Gather(MemoryMarshal.Cast<byte, short>(span), MemoryMarshal.Cast<byte, short>(destination)); break;
            default: _layout.Gather<byte>(span, destination); break;
        }
    }

    /// <summary>Reads all elements as float32, row-major; 64-bit values are rounded, true is 1.</summary>
    /// <param name="destination">Exactly <see cref="ElementCount"/> numbers.</param>
    public void CopyTo(Span<float> destination)
    {
        if (destination.Length != ElementCount)
            throw new ArgumentException($"'{Name}' has {ElementCount} elements, the destination {destination.Length}", nameof(destination));
        if (DType == CheckpointDType.Float32)
        {
            CopyBytesTo(MemoryMarshal.AsBytes(destination));
            return;
        }

        Convert(destination);
    }

    /// <summary>All elements as float32, row-major; 64-bit values are rounded, true is 1.</summary>
    public float[] ToFloat32()
    {
        var values = new float[ElementCount];
        CopyTo(values);
        return values;
    }

    /// <summary>All elements of an integer or bool tensor.</summary>
    /// <exception cref="InvalidOperationException">The tensor is of a floating point type.</exception>
    public long[] ToInt64()
    {
        if (DType.IsFloating())
            throw new InvalidOperationException($"'{Name}' holds {DType.Name()}, not integers");
        var values = new long[ElementCount];
        Convert<long>(values);
        return values;
    }

    /// <summary>All elements as float64, row-major.</summary>
    public double[] ToFloat64()
    {
        var values = new double[ElementCount];
        Convert<double>(values);
        return values;
    }

    public override string ToString() => $"{DType.Name()}{CheckpointText.Shape(_layout.Shape)}";

    private void Convert<T>(Span<T> values)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        var bytes = new byte[ByteCount];
        CopyBytesTo(bytes);
        CheckpointConversion.Convert(DType, bytes, values);
    }

    internal CheckpointTensor AsParameter() => new(Name, _storage, _layout, true);
}

using System.Collections;

namespace TorchSharp.Utils;

/// <summary>Reads and writes the elements of a tensor in the CPU's memory, in the order of its dimensions whatever its strides.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly torch.Tensor _tensor;
    private readonly T* _first;
    private readonly long[] _shape;
    private readonly long[] _strides;

    internal TensorAccessor(torch.Tensor tensor)
    {
        _tensor = tensor;
        _shape = tensor.shape;
        _strides = tensor.stride();
        _first = (T*)tensor.DataAddress();
        Count = tensor.NumberOfElements;
        IsContiguous = tensor.is_contiguous();
    }

    public long Count { get; }

    public bool IsReadOnly => false;

    private bool IsContiguous { get; }

    /// <summary>One index per dimension; a single index into a tensor of more dimensions counts through the flattened tensor.</summary>
    /// <exception cref="IndexOutOfRangeException">No such element.</exception>
    public T this[params long[] indices]
    {
        get
        {
            var value = _first[Offset(indices)];
            GC.KeepAlive(_tensor);
            return value;
        }
        set
        {
            _first[Offset(indices)] = value;
            GC.KeepAlive(_tensor);
        }
    }

    public T[] ToArray()
    {
        var result = new T[Count];
        CopyTo(result);
        return result;
    }

    /// <summary>An array of as many dimensions as the tensor (one, for a scalar).</summary>
    public Array ToNDArray()
    {
        if (_shape.Length < 2) return ToArray();
        var flat = ToArray();
        var result = Array.CreateInstance(typeof(T), _shape);
        fixed (T* source = flat)
        {
            var pin = System.Runtime.InteropServices.GCHandle.Alloc(result, System.Runtime.InteropServices.GCHandleType.Pinned);
            try
            {
                Buffer.MemoryCopy(source, (void*)pin.AddrOfPinnedObject(), Count * sizeof(T), Count * sizeof(T));
            }
            finally
            {
                pin.Free();
            }
        }
        return result;
    }

    /// <summary>Copies elements from <paramref name="tensorIndex"/> on, until the tensor or the array ends.</summary>
    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var target = array[arrayIndex..];
        var count = (int)Math.Min(target.Length, Math.Max(0, Count - tensorIndex));
        if (IsContiguous) new ReadOnlySpan<T>(_first + tensorIndex, count).CopyTo(target);
        else for (var i = 0; i < count; i++) target[i] = _first[FlatOffset(tensorIndex + i)];
        GC.KeepAlive(_tensor);
    }

    /// <summary>Copies elements into the tensor from <paramref name="tensorIndex"/> on, until the tensor or the array ends.</summary>
    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = array[arrayIndex..];
        var count = (int)Math.Min(source.Length, Math.Max(0, Count - tensorIndex));
        if (IsContiguous) source[..count].CopyTo(new Span<T>(_first + tensorIndex, count));
        else for (var i = 0; i < count; i++) _first[FlatOffset(tensorIndex + i)] = source[i];
        GC.KeepAlive(_tensor);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++) yield return At(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() { }

    internal static T ReadItemAt(torch.Tensor tensor, long index) => tensor.data<T>().At(index);

    private T At(long index)
    {
        if (index < 0 || index >= Count) throw new IndexOutOfRangeException($"index {index} of a tensor of {Count} elements");
        var value = _first[IsContiguous ? index : FlatOffset(index)];
        GC.KeepAlive(_tensor);
        return value;
    }

    private long Offset(long[] indices)
    {
        if (indices.Length == 1 && _shape.Length != 1)
        {
            if (indices[0] < 0 || indices[0] >= Count) throw new IndexOutOfRangeException($"index {indices[0]} of a tensor of {Count} elements");
            return FlatOffset(indices[0]);
        }
        if (indices.Length != _shape.Length) throw new IndexOutOfRangeException($"{indices.Length} indices for a tensor of {_shape.Length} dimensions");
        long offset = 0;
        for (var d = 0; d < indices.Length; d++)
        {
            if (indices[d] < 0 || indices[d] >= _shape[d])
                throw new IndexOutOfRangeException($"index {indices[d]} of dimension {d}, which has {_shape[d]} elements");
            offset += indices[d] * _strides[d];
        }
        return offset;
    }

    private long FlatOffset(long index)
    {
        long offset = 0;
        for (var d = _shape.Length - 1; d >= 0; d--)
        {
            offset += index % _shape[d] * _strides[d];
            index /= _shape[d];
        }
        return offset;
    }
}

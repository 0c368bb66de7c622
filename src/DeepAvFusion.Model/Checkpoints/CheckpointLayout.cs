using DeepAvFusion.Model.Checkpoints.Sources;

namespace DeepAvFusion.Model.Checkpoints;

/// <summary>Where the elements of a tensor lie in its storage; all numbers count elements.</summary>
internal sealed class CheckpointLayout
{
    private CheckpointLayout(long[] shape, long[] strides, long offset, long count, long span, int elementSize)
    {
        (Shape, Strides, Offset, Count, Span) = (shape, strides, offset, count, span);
        ByteCount = count * elementSize;
        IsContiguous = count < 2 || RowMajor(shape).Zip(strides, shape).All(side => side.Third == 1 || side.First == side.Second);
    }

    public long[] Shape { get; }

    public long[] Strides { get; }

    public long Offset { get; }

    /// <summary>Elements of the tensor.</summary>
    public long Count { get; }

    /// <summary>Elements of the storage from the first to the last one used.</summary>
    public long Span { get; }

    /// <summary>Bytes once laid out without gaps.</summary>
    public long ByteCount { get; }

    /// <summary>True when the elements lie in row-major order without gaps.</summary>
    public bool IsContiguous { get; }

    /// <summary>Strides of a shape laid out without gaps.</summary>
    public static long[] RowMajor(ReadOnlySpan<long> shape)
    {
        var strides = new long[shape.Length];
        var stride = 1L;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Math.Max(shape[axis], 1);
        }

        return strides;
    }

    /// <summary>The layout of a tensor that fills its storage from the start, row-major.</summary>
    public static CheckpointLayout Contiguous(long[] shape, CheckpointStorage storage, CheckpointLimits limits, Func<string, Exception> refuse) =>
        Check(shape, RowMajor(shape), 0, storage.Count, storage.DType.Size(), limits, refuse);

    /// <summary>A layout that is known to lie inside its storage and within the limits.</summary>
    public static CheckpointLayout Check(
        long[] shape, long[] strides, long offset, long storageCount, int elementSize, CheckpointLimits limits, Func<string, Exception> refuse)
    {
        if (shape.Length != strides.Length || shape.Length > limits.Dimensions)
            throw refuse($"damaged: a tensor has {shape.Length} sides and {strides.Length} strides");
        var isEmpty = shape.Contains(0L);
        Int128 count = 1, last = offset;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (shape[axis] < 0 || strides[axis] < 0)
                throw refuse($"a tensor of shape {CheckpointText.Shape(shape)} has a negative side or stride");
            count *= isEmpty ? Math.Min(shape[axis], 1) : shape[axis];
            last += isEmpty ? 0 : (Int128)(shape[axis] - 1) * strides[axis];
            if (count * elementSize > limits.TensorBytes)
                throw refuse($"a tensor of shape {CheckpointText.Shape(shape)} is larger than {limits.TensorBytes} bytes");
        }

        if (offset < 0 || (isEmpty ? offset > storageCount : last >= storageCount))
            throw refuse($"a tensor of shape {CheckpointText.Shape(shape)} reaches beyond its storage of {storageCount} elements");
        var span = isEmpty ? 0 : (long)(last - offset + 1);
        if (span * elementSize > limits.TensorBytes)
            throw refuse($"a tensor of shape {CheckpointText.Shape(shape)} is spread over more than {limits.TensorBytes} bytes");
        return new(shape, strides, offset, (long)count, span, elementSize);
    }

    /// <summary>Collects the elements of the tensor, row-major, out of the span of storage it uses.</summary>
    public void Gather<T>(ReadOnlySpan<T> span, Span<T> destination)
        where T : unmanaged
    {
        var index = new long[Shape.Length];
        var place = 0L;
        for (var target = 0; target < Count; target++)
        {
            destination[target] = span[(int)place];
            for (var axis = Shape.Length - 1; axis >= 0; axis--)
            {
                place += Strides[axis];
                if (++index[axis] < Shape[axis])
                    break;
                place -= Strides[axis] * Shape[axis];
                index[axis] = 0;
            }
        }
    }
}

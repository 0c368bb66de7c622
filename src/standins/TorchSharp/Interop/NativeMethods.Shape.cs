using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The functions of native/src/shape.cpp.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_arrange(int what, TensorHandle a, ReadOnlySpan<long> values, int n, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_dims(int what, TensorHandle a, long x, long y, long z, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_squeeze_all(TensorHandle a, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_dims_in_place(int what, TensorHandle a, long x, long y);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_unflatten(TensorHandle a, long dim, ReadOnlySpan<long> sizes, int n, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_slice(TensorHandle a, long dim, long start, long stop, long step, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_as_strided(TensorHandle a, ReadOnlySpan<long> sizes, ReadOnlySpan<long> strides, int n, long offset, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_movedim(TensorHandle a, ReadOnlySpan<long> from, ReadOnlySpan<long> to, int n, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_roll(TensorHandle a, ReadOnlySpan<long> shifts, int n, ReadOnlySpan<long> dims, int dimCount, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static unsafe partial NativeStatus dav_repeat_interleave(TensorHandle a, TensorHandle repeats, long count, long* dim, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_join(int what, ReadOnlySpan<nint> tensors, int count, long dim, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_divide(int what, TensorHandle a, long size, long dim, Span<nint> result, int capacity, out int count);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_split_sizes(TensorHandle a, ReadOnlySpan<long> sizes, int n, long dim, Span<nint> result, int capacity, out int count);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_unbind(TensorHandle a, long dim, Span<nint> result, int capacity, out int count);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_meshgrid(ReadOnlySpan<nint> tensors, int n, int xy, Span<nint> result, int capacity, out int count);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_broadcast_tensors(ReadOnlySpan<nint> tensors, int n, Span<nint> result, int capacity, out int count);
}

using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The functions of native/src/indexing.cpp.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_index_get(TensorHandle a, ReadOnlySpan<NativeIndex> index, int n, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_index_put_(TensorHandle a, ReadOnlySpan<NativeIndex> index, int n, TensorHandle value);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_index_put_scalar_(TensorHandle a, ReadOnlySpan<NativeIndex> index, int n, in NativeScalar value);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_index_accumulate_(TensorHandle a, ReadOnlySpan<nint> indices, int n, TensorHandle value);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_index_select(TensorHandle a, long dim, TensorHandle index, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_gather(TensorHandle a, long dim, TensorHandle index, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static unsafe partial NativeStatus dav_take_along_dim(TensorHandle a, TensorHandle index, long* dim, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_scatter(int what, TensorHandle a, long dim, TensorHandle index, TensorHandle source, in NativeScalar alpha, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_scatter_in_place(int what, TensorHandle a, long dim, TensorHandle index, TensorHandle source, in NativeScalar alpha);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_index_fill(TensorHandle a, long dim, TensorHandle index, in NativeScalar value, out nint result);
}

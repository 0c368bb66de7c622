using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The functions of native/src/reduction.cpp.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_reduce(int what, TensorHandle a, ReadOnlySpan<long> dims, int n, int keepdim, int type, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_spread(int what, TensorHandle a, ReadOnlySpan<long> dims, int n, int unbiased, int keepdim, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_norm(TensorHandle a, double p, ReadOnlySpan<long> dims, int n, int keepdim, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_reduce_pair(int what, TensorHandle a, long dim, int keepdim, out nint values, out nint indices);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_sort(TensorHandle a, long dim, int descending, int stable, out nint values, out nint indices);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_argsort(TensorHandle a, long dim, int descending, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_topk(TensorHandle a, long k, long dim, int largest, int sorted, out nint values, out nint indices);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_kthvalue(TensorHandle a, long k, long dim, int keepdim, out nint values, out nint indices);

    [LibraryImport(NativeLoader.Library)]
    internal static unsafe partial NativeStatus dav_unique(TensorHandle a, long* dim, int sorted, out nint values, nint* inverse, nint* counts);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_cumsum(TensorHandle a, long dim, int type, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_cumprod(TensorHandle a, long dim, int type, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_bincount(TensorHandle a, TensorHandle weights, long minlength, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_histc(TensorHandle a, long bins, double min, double max, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_searchsorted(TensorHandle sorted, TensorHandle values, int outInt32, int right, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static unsafe partial NativeStatus dav_quantile(TensorHandle a, TensorHandle q, long* dim, int keepdim, out nint result);
}

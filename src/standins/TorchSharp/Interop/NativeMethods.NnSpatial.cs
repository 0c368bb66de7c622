using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The functions of native/src/nn_spatial.cpp.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_linear(TensorHandle a, TensorHandle weight, TensorHandle bias, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_conv(
        int dims, TensorHandle a, TensorHandle weight, TensorHandle bias, ReadOnlySpan<long> stride, ReadOnlySpan<long> padding, ReadOnlySpan<long> dilation, long groups, int same, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_conv_transpose(
        int dims, TensorHandle a, TensorHandle weight, TensorHandle bias, ReadOnlySpan<long> stride, ReadOnlySpan<long> padding, ReadOnlySpan<long> outputPadding, long groups, ReadOnlySpan<long> dilation, out nint result);

    [LibraryImport(NativeLoader.Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NativeStatus dav_interpolate(
        TensorHandle a, ReadOnlySpan<long> size, int n, ReadOnlySpan<double> scale, int scaleCount, string? mode, int alignCorners, int antialias, out nint result);

    [LibraryImport(NativeLoader.Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NativeStatus dav_pad(TensorHandle a, ReadOnlySpan<long> padding, int n, string? mode, double value, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_unfold(
        TensorHandle a, ReadOnlySpan<long> kernel, ReadOnlySpan<long> dilation, ReadOnlySpan<long> padding, ReadOnlySpan<long> stride, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_fold(
        TensorHandle a, ReadOnlySpan<long> size, ReadOnlySpan<long> kernel, ReadOnlySpan<long> dilation, ReadOnlySpan<long> padding, ReadOnlySpan<long> stride, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_grid_sample(TensorHandle a, TensorHandle grid, int mode, int padding, int alignCorners, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_affine_grid(TensorHandle theta, ReadOnlySpan<long> size, int n, int alignCorners, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_max_pool2d(
        TensorHandle a, ReadOnlySpan<long> kernel, ReadOnlySpan<long> stride, ReadOnlySpan<long> padding, ReadOnlySpan<long> dilation, int ceilMode, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static unsafe partial NativeStatus dav_avg_pool2d(
        TensorHandle a, ReadOnlySpan<long> kernel, ReadOnlySpan<long> stride, ReadOnlySpan<long> padding, int ceilMode, int countIncludePad, long* divisor, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_adaptive_avg_pool(TensorHandle a, ReadOnlySpan<long> size, int dims, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_scaled_dot_product_attention(
        TensorHandle query, TensorHandle key, TensorHandle value, TensorHandle mask, double dropout, int causal, out nint result);
}

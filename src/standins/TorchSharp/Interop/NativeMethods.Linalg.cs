using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The functions of native/src/linalg.cpp.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(NativeLoader.Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NativeStatus dav_einsum(string? equation, ReadOnlySpan<nint> tensors, int count, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_tensordot(TensorHandle a, TensorHandle b, ReadOnlySpan<long> dimsA, ReadOnlySpan<long> dimsB, int n, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_linalg_unary(int what, TensorHandle a, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_linalg_solve(TensorHandle a, TensorHandle b, int left, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_linalg_lstsq(TensorHandle a, TensorHandle b, out nint solution, out nint residuals, out nint rank, out nint singularValues);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_linalg_vector_norm(TensorHandle a, double ord, ReadOnlySpan<long> dims, int n, int keepdim, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_linalg_norm(TensorHandle a, in NativeScalar ord, ReadOnlySpan<long> dims, int n, int keepdim, out nint result);

    [LibraryImport(NativeLoader.Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NativeStatus dav_linalg_norm_named(TensorHandle a, string? ord, ReadOnlySpan<long> dims, int n, int keepdim, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_linalg_svd(TensorHandle a, int full, out nint u, out nint s, out nint vh);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_linalg_eigh(TensorHandle a, out nint values, out nint vectors);

    [LibraryImport(NativeLoader.Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NativeStatus dav_fft(int what, TensorHandle a, long n, long dim, string? norm, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_fft_freq(int real, long n, double d, in NativeOptions o, out nint result);

    [LibraryImport(NativeLoader.Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NativeStatus dav_stft(TensorHandle a, long nFft, long hop, long win, TensorHandle window, int center, string? padMode, int normalized, int onesided, int returnComplex, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_istft(TensorHandle a, long nFft, long hop, long win, TensorHandle window, int center, int normalized, int onesided, long length, int returnComplex, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_window(int what, long length, int periodic, in NativeOptions o, out nint result);
}

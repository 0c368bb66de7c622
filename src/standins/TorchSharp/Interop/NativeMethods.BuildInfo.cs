using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The functions of native/src/build_info.cpp.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(NativeLoader.Library)]
    internal static partial int dav_version(Span<byte> buffer, int capacity);

    [LibraryImport(NativeLoader.Library)]
    internal static partial int dav_config(Span<byte> buffer, int capacity);

    [LibraryImport(NativeLoader.Library)]
    internal static partial int dav_parallel_info(Span<byte> buffer, int capacity);

    [LibraryImport(NativeLoader.Library)]
    internal static partial int dav_blas_library(Span<byte> buffer, int capacity);
}

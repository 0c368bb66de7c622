using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The functions of native/src/optimizer.cpp.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_adam_step(
        ReadOnlySpan<nint> parameters, ReadOnlySpan<nint> averages, ReadOnlySpan<nint> squares, ReadOnlySpan<nint> largest, int count, Span<long> steps,
        in NativeAdam options);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_clip_grad_norm(ReadOnlySpan<nint> parameters, int count, double most, double p, out double norm);
}

using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The functions of native/src/autograd.cpp.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(NativeLoader.Library)]
    [SuppressGCTransition]
    internal static partial int dav_grad_enabled();

    [LibraryImport(NativeLoader.Library)]
    internal static partial void dav_set_grad_enabled(int enabled);

    [LibraryImport(NativeLoader.Library)]
    internal static partial int dav_inference_mode_enabled();

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_inference_guard_new(int enabled, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial void dav_inference_guard_free(nint g);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_autocast_enter(int deviceType, int dtype, out int wasEnabled);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_autocast_leave(int deviceType, int dtype, int wasEnabled);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_backward(ReadOnlySpan<nint> tensors, int n, ReadOnlySpan<nint> grads, int gradCount, int retainGraph, int createGraph, ReadOnlySpan<nint> inputs, int inputCount);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_autograd_grad(ReadOnlySpan<nint> outputs, int n, ReadOnlySpan<nint> inputs, int inputCount, ReadOnlySpan<nint> grads, int gradCount, int retainGraph, int createGraph, int allowUnused, Span<nint> result);
}

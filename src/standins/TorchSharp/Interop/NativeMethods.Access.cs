using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The functions of native/src/access.cpp.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(NativeLoader.Library)]
    [SuppressGCTransition]
    internal static partial long dav_dim(TensorHandle t);

    [LibraryImport(NativeLoader.Library)]
    [SuppressGCTransition]
    internal static partial long dav_numel(TensorHandle t);

    [LibraryImport(NativeLoader.Library)]
    [SuppressGCTransition]
    internal static partial int dav_dtype(TensorHandle t);

    [LibraryImport(NativeLoader.Library)]
    [SuppressGCTransition]
    internal static partial int dav_device_type(TensorHandle t);

    [LibraryImport(NativeLoader.Library)]
    [SuppressGCTransition]
    internal static partial int dav_device_index(TensorHandle t);

    [LibraryImport(NativeLoader.Library)]
    [SuppressGCTransition]
    internal static partial int dav_sizes(TensorHandle t, Span<long> buffer, int capacity);

    [LibraryImport(NativeLoader.Library)]
    internal static partial int dav_strides(TensorHandle t, Span<long> buffer, int capacity);

    [LibraryImport(NativeLoader.Library)]
    internal static partial long dav_element_size(TensorHandle t);

    [LibraryImport(NativeLoader.Library)]
    internal static partial long dav_storage_offset(TensorHandle t);

    [LibraryImport(NativeLoader.Library)]
    internal static partial int dav_flag(TensorHandle t, int what);

    [LibraryImport(NativeLoader.Library)]
    internal static partial nint dav_data_ptr(TensorHandle t);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_to(TensorHandle t, int type, int deviceType, int deviceIndex, int nonBlocking, int copy, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_copy_(TensorHandle t, TensorHandle source, int nonBlocking);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_item(TensorHandle t, out NativeScalar result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_requires_grad_(TensorHandle t, int value);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_retain_grad(TensorHandle t);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_grad(TensorHandle t, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_set_grad(TensorHandle t, TensorHandle grad);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_set_data(TensorHandle t, TensorHandle data);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_alias(TensorHandle t, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_equal(TensorHandle a, TensorHandle b, out int result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_allclose(TensorHandle a, TensorHandle b, double rtol, double atol, int equalNan, out int result);
}

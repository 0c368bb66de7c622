using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The functions of native/src/core.cpp.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(NativeLoader.Library)]
    internal static partial nint dav_last_error();

    [LibraryImport(NativeLoader.Library)]
    internal static partial long dav_live_tensors();

    [LibraryImport(NativeLoader.Library)]
    internal static partial long dav_peak_tensors();

    [LibraryImport(NativeLoader.Library)]
    internal static partial void dav_tensor_free(nint handle);

    [LibraryImport(NativeLoader.Library)]
    internal static partial int dav_get_num_threads();

    [LibraryImport(NativeLoader.Library)]
    internal static partial int dav_get_num_interop_threads();

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_set_num_threads(int count);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_set_num_interop_threads(int count);

    [LibraryImport(NativeLoader.Library)]
    internal static partial int dav_cuda_is_available();

    [LibraryImport(NativeLoader.Library)]
    internal static partial int dav_cuda_device_count();

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_cuda_synchronize(int index);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_manual_seed(ulong seed);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_cuda_manual_seed(ulong seed, int all);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_generator_new(ulong seed, int deviceType, int deviceIndex, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_generator_default(out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial void dav_generator_free(nint handle);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_generator_set_seed(GeneratorHandle g, ulong seed);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_generator_reseed(GeneratorHandle g, out ulong seed);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_generator_current_seed(GeneratorHandle g, out ulong seed);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_generator_get_state(GeneratorHandle g, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_generator_set_state(GeneratorHandle g, TensorHandle state);
}

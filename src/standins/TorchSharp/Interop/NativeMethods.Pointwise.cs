using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The functions of native/src/pointwise.cpp.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_unary(int op, TensorHandle a, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_unary_in_place(int op, TensorHandle a);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_binary(int op, TensorHandle a, TensorHandle b, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_binary_in_place(int op, TensorHandle a, TensorHandle b);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_scaled(int op, TensorHandle a, in NativeScalar b, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_scaled_in_place(int op, TensorHandle a, in NativeScalar b);

    [LibraryImport(NativeLoader.Library)]
    internal static partial nint dav_pointwise_name(int family, int op);
}

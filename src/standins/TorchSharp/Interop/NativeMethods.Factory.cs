using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The functions of native/src/factory.cpp.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_empty(ReadOnlySpan<long> sizes, int n, in NativeOptions o, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_empty_strided(ReadOnlySpan<long> sizes, ReadOnlySpan<long> strides, int n, in NativeOptions o, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_zeros(ReadOnlySpan<long> sizes, int n, in NativeOptions o, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_ones(ReadOnlySpan<long> sizes, int n, in NativeOptions o, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_full(ReadOnlySpan<long> sizes, int n, in NativeScalar value, in NativeOptions o, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_arange(in NativeScalar start, in NativeScalar stop, in NativeScalar step, in NativeOptions o, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_linspace(double start, double stop, long steps, in NativeOptions o, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_eye(long rows, long columns, in NativeOptions o, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_from_memory(nint data, long bytes, int source, ReadOnlySpan<long> sizes, int n, in NativeOptions o, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static unsafe partial NativeStatus dav_from_shared_memory(
        nint data, int source, ReadOnlySpan<long> sizes, int n, delegate* unmanaged<nint, void> release, nint context, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_rand(ReadOnlySpan<long> sizes, int n, GeneratorHandle g, in NativeOptions o, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_randn(ReadOnlySpan<long> sizes, int n, GeneratorHandle g, in NativeOptions o, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_randint(long low, long high, ReadOnlySpan<long> sizes, int n, GeneratorHandle g, in NativeOptions o, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_randperm(long n, GeneratorHandle g, in NativeOptions o, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_like(int what, TensorHandle like, in NativeOptions o, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_fill_random(int what, TensorHandle t, double a, double b, GeneratorHandle g);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_bernoulli(TensorHandle p, GeneratorHandle g, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_multinomial(TensorHandle p, long samples, int replacement, GeneratorHandle g, out nint result);
}

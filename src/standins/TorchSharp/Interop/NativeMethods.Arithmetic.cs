using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The functions of native/src/arithmetic.cpp.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_add(TensorHandle a, TensorHandle b, in NativeScalar alpha, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_add_(TensorHandle a, TensorHandle b, in NativeScalar alpha);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_div(TensorHandle a, TensorHandle b, int rounding, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_div_(TensorHandle a, TensorHandle b, int rounding);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_div_scalar(TensorHandle a, in NativeScalar b, int rounding, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_rsub_scalar(TensorHandle a, in NativeScalar b, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_pow_scalar_base(in NativeScalar @base, TensorHandle exponent, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_addcmul(TensorHandle a, TensorHandle b, TensorHandle c, in NativeScalar value, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_addcmul_(TensorHandle a, TensorHandle b, TensorHandle c, in NativeScalar value);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_addcdiv(TensorHandle a, TensorHandle b, TensorHandle c, in NativeScalar value, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_addcdiv_(TensorHandle a, TensorHandle b, TensorHandle c, in NativeScalar value);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_addmm(TensorHandle a, TensorHandle b, TensorHandle c, double beta, double alpha, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_addmm_(TensorHandle a, TensorHandle b, TensorHandle c, double beta, double alpha);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_baddbmm(TensorHandle a, TensorHandle b, TensorHandle c, double beta, double alpha, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_lerp(TensorHandle a, TensorHandle b, TensorHandle weight, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_lerp_scalar(TensorHandle a, TensorHandle b, in NativeScalar weight, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_lerp_(TensorHandle a, TensorHandle b, TensorHandle weight);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_lerp_scalar_(TensorHandle a, TensorHandle b, in NativeScalar weight);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_clamp(TensorHandle a, in NativeScalar min, in NativeScalar max, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_clamp_(TensorHandle a, in NativeScalar min, in NativeScalar max);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_clamp_tensor(TensorHandle a, TensorHandle min, TensorHandle max, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_clamp_tensor_(TensorHandle a, TensorHandle min, TensorHandle max);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_round_decimals(TensorHandle a, long decimals, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static unsafe partial NativeStatus dav_nan_to_num(TensorHandle a, double* nan, double* posinf, double* neginf, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_where(TensorHandle condition, TensorHandle a, TensorHandle b, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_isclose(TensorHandle a, TensorHandle b, double rtol, double atol, int equalNan, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_masked_fill(TensorHandle a, TensorHandle mask, in NativeScalar value, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_masked_fill_(TensorHandle a, TensorHandle mask, in NativeScalar value);
}

using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The functions of native/src/nn_activation.cpp.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_softmax(TensorHandle a, long dim, int type, int logarithm, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_gelu(TensorHandle a, int tanh, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_elu(TensorHandle a, double alpha, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_softplus(TensorHandle a, double beta, double threshold, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_dropout(TensorHandle a, double p, int training, int inplace, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_layer_norm(
        TensorHandle a, ReadOnlySpan<long> shape, int n, TensorHandle weight, TensorHandle bias, double eps, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_group_norm(
        TensorHandle a, long groups, TensorHandle weight, TensorHandle bias, double eps, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_batch_norm(
        TensorHandle a, TensorHandle weight, TensorHandle bias, TensorHandle runningMean, TensorHandle runningVar, int training, double momentum, double eps, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_normalize(TensorHandle a, double p, long dim, double eps, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_one_hot(TensorHandle a, long classes, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_embedding(TensorHandle weight, TensorHandle indices, long paddingIdx, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_mse_loss(TensorHandle a, TensorHandle target, int reduction, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_l1_loss(TensorHandle a, TensorHandle target, int reduction, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_smooth_l1_loss(TensorHandle a, TensorHandle target, int reduction, double beta, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_cross_entropy(
        TensorHandle a, TensorHandle target, TensorHandle weight, int reduction, long ignoreIndex, double smoothing, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_nll_loss(
        TensorHandle a, TensorHandle target, TensorHandle weight, int reduction, long ignoreIndex, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_bce(
        TensorHandle a, TensorHandle target, TensorHandle weight, TensorHandle posWeight, int reduction, int withLogits, out nint result);

    [LibraryImport(NativeLoader.Library)]
    internal static partial NativeStatus dav_kl_div(TensorHandle a, TensorHandle target, int reduction, int logTarget, out nint result);
}

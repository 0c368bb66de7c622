using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>libtorch's version, such as "1.13.1".</summary>
    public static string __version__ => StandIn.NativeBuild.LibtorchVersion;

    /// <summary>Threads one operation may use.</summary>
    public static int get_num_threads() => NativeMethods.dav_get_num_threads();

    public static void set_num_threads(int num) => Check(NativeMethods.dav_set_num_threads(num));

    public static int get_num_interop_threads() => NativeMethods.dav_get_num_interop_threads();

    /// <exception cref="ExternalException">Set already, or inter-op work has started.</exception>
    public static void set_num_interop_threads(int num) => Check(NativeMethods.dav_set_num_interop_threads(num));

    public static bool cuda_is_available() => cuda.is_available();

    /// <summary>The GPUs that libtorch can use.</summary>
    public static class cuda
    {
        public static bool is_available() => NativeMethods.dav_cuda_is_available() != 0;

        public static int device_count() => NativeMethods.dav_cuda_device_count();

        public static void manual_seed(long seed) => Check(NativeMethods.dav_cuda_manual_seed(unchecked((ulong)seed), 0));

        public static void manual_seed_all(long seed) => Check(NativeMethods.dav_cuda_manual_seed(unchecked((ulong)seed), 1));

        /// <summary>Waits for all work on a device (the current one, for null).</summary>
        /// <exception cref="InvalidOperationException">There is no GPU.</exception>
        public static void synchronize(Device? device = null)
        {
            InitializeDeviceType(DeviceType.CUDA);
            Check(NativeMethods.dav_cuda_synchronize(device?.index ?? -1));
        }
    }

    public static DisposeScope NewDisposeScope() => DisposeScopeManager.ThreadSingleton.NewDisposeScope();

    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.ThreadSingleton.CurrentDisposeScope;

    /// <summary>Runs the expression in a scope of its own; only its result outlives it.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    /// <summary>Operations record nothing for autograd until the result is disposed, on this thread.</summary>
    public static IDisposable no_grad() => new AutoGradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new AutoGradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new AutoGradMode(mode);

    public static bool is_grad_enabled() => AutoGradMode.IsEnabled;

    /// <summary>As <see cref="no_grad"/>, and tensors made can never be recorded: the least work per operation.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    public static bool is_inference_mode_enabled() => InferenceMode.IsEnabled;
}

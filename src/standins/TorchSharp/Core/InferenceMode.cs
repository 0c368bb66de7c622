using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>Inference mode on or off, on this thread, until disposed there.</summary>
internal sealed class InferenceMode : IDisposable
{
    private nint _guard;

    internal InferenceMode(bool mode) => torch.Check(NativeMethods.dav_inference_guard_new(mode ? 1 : 0, out _guard));

    internal static bool IsEnabled => NativeMethods.dav_inference_mode_enabled() != 0;

    public void Dispose()
    {
        NativeMethods.dav_inference_guard_free(_guard);
        _guard = 0;
    }
}

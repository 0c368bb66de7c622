using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>Recording for autograd on or off, on this thread, until disposed.</summary>
internal sealed class AutoGradMode : IDisposable
{
    private readonly bool _before = IsEnabled;

    internal AutoGradMode(bool enabled) => NativeMethods.dav_set_grad_enabled(enabled ? 1 : 0);

    internal static bool IsEnabled => NativeMethods.dav_grad_enabled() != 0;

    public void Dispose() => NativeMethods.dav_set_grad_enabled(_before ? 1 : 0);
}

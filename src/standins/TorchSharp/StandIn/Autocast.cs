using TorchSharp.Interop;

namespace TorchSharp.StandIn;

/// <summary>
/// Mixed precision on this thread until disposed there: products and convolutions run in the lower type, whatever the
/// weights are kept in. Not part of the mirrored package (compile it out under PACKAGE_TORCHSHARP).
/// </summary>
public sealed class Autocast : IDisposable
{
    private readonly (int Device, int Type, int Before) _state;
    private bool _left;

    /// <param name="device">Where the operations run.</param>
    /// <param name="type">bfloat16, or float16 on CUDA.</param>
    public Autocast(DeviceType device, torch.ScalarType type)
    {
        torch.Check(NativeMethods.dav_autocast_enter((int)device, (int)type, out var before));
        _state = ((int)device, (int)type, before);
    }

    public void Dispose()
    {
        if (_left) return;
        _left = true;
        torch.Check(NativeMethods.dav_autocast_leave(_state.Device, _state.Type, _state.Before));
    }
}

using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>dav_options of shim.h: what a factory makes. -1 leaves a choice open.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeOptions
{
    internal readonly int Dtype;
    internal readonly int DeviceType;
    internal readonly int DeviceIndex;
    internal readonly int RequiresGrad;

    internal NativeOptions(torch.ScalarType? dtype, torch.Device? device, bool requiresGrad)
    {
        Dtype = dtype is { } d ? (int)d : -1;
        DeviceType = device is null ? -1 : (int)device.type;
        DeviceIndex = device is null ? -1 : device.index;
        RequiresGrad = requiresGrad ? 1 : 0;
    }
}

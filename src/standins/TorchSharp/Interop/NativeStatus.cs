namespace TorchSharp.Interop;

/// <summary>dav_status of shim.h.</summary>
internal enum NativeStatus
{
    Ok = 0,
    TorchError = 1,
    OutOfMemory = 2,
    BadArgument = 3,
}

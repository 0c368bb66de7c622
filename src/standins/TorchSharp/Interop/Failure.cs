using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Turns a native failure into an exception: the operation, the shapes it was given, what libtorch said.</summary>
internal static class Failure
{
    [DoesNotReturn]
    internal static void Throw(NativeStatus status, string operation, torch.Tensor? a = null, torch.Tensor? b = null, torch.Tensor? c = null) =>
        Throw(status, operation, new[] { a, b, c }.OfType<torch.Tensor>());

    [DoesNotReturn]
    internal static void Throw(NativeStatus status, string operation, IEnumerable<torch.Tensor> tensors)
    {
        var said = (Marshal.PtrToStringUTF8(NativeMethods.dav_last_error()) ?? "").Trim();
        var cause = status == NativeStatus.OutOfMemory ? "out of memory; " : "";
        throw new ExternalException($"{operation} of ({string.Join(", ", tensors.Select(Describe))}): {cause}{said}", (int)status);
    }

    internal static string Describe(torch.Tensor tensor)
    {
        if (tensor.IsInvalid) return "disposed";
        var where = tensor.device_type == DeviceType.CPU ? "" : $" {tensor.device}";
        return $"{tensor.dtype} [{string.Join(", ", tensor.shape)}]{where}";
    }
}

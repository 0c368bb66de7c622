using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Owns one native tensor.</summary>
internal sealed class TensorHandle : SafeHandle
{
    /// <summary>Stands for an absent tensor in a native call.</summary>
    internal static readonly TensorHandle None = new(0);

    internal TensorHandle(nint value) : base(0, ownsHandle: true) => handle = value;

    public override bool IsInvalid => handle == 0;

    /// <summary>The address, without protection against a concurrent release: for lists whose owners are kept alive by the caller.</summary>
    internal nint Address => IsClosed ? 0 : handle;

    /// <summary>Gives up ownership: the caller frees what is returned.</summary>
    internal nint Release()
    {
        var value = handle;
        SetHandleAsInvalid();
        return value;
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.dav_tensor_free(handle);
        return true;
    }
}

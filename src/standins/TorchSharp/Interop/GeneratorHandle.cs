using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Owns one native random generator (an alias, for the default one).</summary>
internal sealed class GeneratorHandle : SafeHandle
{
    /// <summary>Stands for the default generator of the device in a native call.</summary>
    internal static readonly GeneratorHandle None = new(0);

    internal GeneratorHandle(nint value) : base(0, ownsHandle: true) => handle = value;

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.dav_generator_free(handle);
        return true;
    }
}

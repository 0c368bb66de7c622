using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>dav_index of shim.h: one place of an index expression.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeIndex
{
    internal const int NewAxis = 0, Single = 1, Ellipsis = 2, Bool = 3, Tensor = 4, Slice = 5;

    /// <summary>A start, stop or step that is not given.</summary>
    internal const long Missing = long.MinValue;

    internal int Kind;
    private readonly int _reserved;
    internal long Start;
    internal long Stop;
    internal long Step;
    internal nint TensorAddress;
}

using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>dav_scalar of shim.h: a number of any kind.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeScalar
{
    internal const int None = 0, Bool = 1, Integer = 2, Real = 3, Complex = 4;

    internal readonly int Kind;
    private readonly int _reserved;
    internal readonly long IntegerPart;
    internal readonly double RealPart;
    internal readonly double ImaginaryPart;

    private NativeScalar(int kind, long integer, double real, double imaginary)
    {
        (Kind, IntegerPart, RealPart, ImaginaryPart) = (kind, integer, real, imaginary);
        _reserved = 0;
    }

    internal NativeScalar(bool value) : this(Bool, value ? 1 : 0, 0, 0) { }

    internal NativeScalar(long value) : this(Integer, value, 0, 0) { }

    internal NativeScalar(double value) : this(Real, 0, value, 0) { }

    internal NativeScalar(double real, double imaginary) : this(Complex, 0, real, imaginary) { }
}

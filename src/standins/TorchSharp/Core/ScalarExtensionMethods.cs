using System.Numerics;
using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>Numbers to <see cref="Scalar"/> and back.</summary>
public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => value;

    public static Scalar ToScalar(this sbyte value) => value;

    public static Scalar ToScalar(this short value) => value;

    public static Scalar ToScalar(this int value) => value;

    public static Scalar ToScalar(this long value) => value;

    public static Scalar ToScalar(this float value) => value;

    public static Scalar ToScalar(this double value) => value;

    public static Scalar ToScalar(this (float, float) value) => value;

    public static Scalar ToScalar(this Complex value) => value;

    public static Scalar ToScalar(this bool value) => value;

    public static Scalar ToScalar(this Half value) => value;

    public static Scalar ToScalar(this BFloat16 value) => value;

    public static Half ToHalf(this Scalar value) => (Half)Real(value);

    public static BFloat16 ToBFloat16(this Scalar value) => new((float)Real(value));

    public static float ToSingle(this Scalar value) => (float)Real(value);

    public static double ToDouble(this Scalar value) => Real(value);

    public static sbyte ToSByte(this Scalar value) => checked((sbyte)Integer(value));

    public static byte ToByte(this Scalar value) => checked((byte)Integer(value));

    public static short ToInt16(this Scalar value) => checked((short)Integer(value));

    public static int ToInt32(this Scalar value) => checked((int)Integer(value));

    public static long ToInt64(this Scalar value) => Integer(value);

    public static bool ToBoolean(this Scalar value) => value.Value.Kind switch
    {
        NativeScalar.Bool or NativeScalar.Integer => value.Value.IntegerPart != 0,
        _ => value.Value.RealPart != 0 || value.Value.ImaginaryPart != 0,
    };

    public static (float Real, float Imaginary) ToComplexFloat32(this Scalar value) => ((float)ToComplexFloat64(value).Real, (float)ToComplexFloat64(value).Imaginary);

    public static Complex ToComplexFloat64(this Scalar value) =>
        value.Value.Kind == NativeScalar.Complex ? new Complex(value.Value.RealPart, value.Value.ImaginaryPart) : new Complex(Real(value), 0);

    private static double Real(Scalar value) => value.Value.Kind switch
    {
        NativeScalar.Bool or NativeScalar.Integer => value.Value.IntegerPart,
        NativeScalar.Complex when value.Value.ImaginaryPart != 0 => throw new InvalidOperationException($"{value} has an imaginary part and is no real number"),
        _ => value.Value.RealPart,
    };

    private static long Integer(Scalar value) => value.Value.Kind is NativeScalar.Bool or NativeScalar.Integer ? value.Value.IntegerPart : checked((long)Real(value));
}

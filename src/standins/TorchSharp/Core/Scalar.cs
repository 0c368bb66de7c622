using System.Numerics;
using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>A number of any kind, as an argument. Plain managed data: disposing it does nothing.</summary>
public sealed class Scalar : IDisposable
{
    internal readonly NativeScalar Value;

    internal Scalar(NativeScalar value, torch.ScalarType type)
    {
        Value = value;
        Type = type;
    }

    public torch.ScalarType Type { get; }

    public static implicit operator Scalar(byte value) => new(new NativeScalar((long)value), torch.ScalarType.Int64);

    public static implicit operator Scalar(sbyte value) => new(new NativeScalar((long)value), torch.ScalarType.Int64);

    public static implicit operator Scalar(short value) => new(new NativeScalar((long)value), torch.ScalarType.Int64);

    public static implicit operator Scalar(int value) => new(new NativeScalar((long)value), torch.ScalarType.Int64);

    public static implicit operator Scalar(long value) => new(new NativeScalar(value), torch.ScalarType.Int64);

    public static implicit operator Scalar(Half value) => new(new NativeScalar((double)value), torch.ScalarType.Float64);

    public static implicit operator Scalar(BFloat16 value) => new(new NativeScalar((double)value.ToSingle()), torch.ScalarType.Float64);

    public static implicit operator Scalar(float value) => new(new NativeScalar((double)value), torch.ScalarType.Float64);

    public static implicit operator Scalar(double value) => new(new NativeScalar(value), torch.ScalarType.Float64);

    public static implicit operator Scalar(bool value) => new(new NativeScalar(value), torch.ScalarType.Bool);

    public static implicit operator Scalar((float, float) value) => new(new NativeScalar(value.Item1, value.Item2), torch.ScalarType.ComplexFloat64);

    public static implicit operator Scalar(Complex value) => new(new NativeScalar(value.Real, value.Imaginary), torch.ScalarType.ComplexFloat64);

    public void Dispose() { }

    public override string ToString() => Value.Kind switch
    {
        NativeScalar.Bool => Value.IntegerPart != 0 ? "true" : "false",
        NativeScalar.Integer => Value.IntegerPart.ToString(System.Globalization.CultureInfo.InvariantCulture),
        NativeScalar.Complex => new Complex(Value.RealPart, Value.ImaginaryPart).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => Value.RealPart.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}

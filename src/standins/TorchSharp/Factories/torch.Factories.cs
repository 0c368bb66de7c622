using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    private static unsafe Tensor Copied<T>(ReadOnlySpan<T> data, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requires_grad) where T : unmanaged
    {
        long elements = 1;
        foreach (var size in dimensions) elements *= size;
        if (elements < 0 || elements > data.Length)
            throw new ArgumentException($"the array holds {data.Length} elements, the shape [{string.Join(", ", dimensions.ToArray())}] needs {elements}", nameof(dimensions));
        var options = new NativeOptions(dtype, InitializeDevice(device), requires_grad);
        fixed (T* first = data)
        {
            var status = NativeMethods.dav_from_memory((nint)first, elements * sizeof(T), (int)ToScalarType(typeof(T)), dimensions, dimensions.Length, in options, out var result);
            Check(status, operation: "tensor");
            return new Tensor(result);
        }
    }

    private static Tensor CopiedArray<T>(Array array, ScalarType? dtype, Device? device, bool requires_grad) where T : unmanaged
    {
        var flat = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), checked((int)array.LongLength));
        return Copied(flat, ShapeOf(array), dtype, device, requires_grad);
    }

    private static long[] ShapeOf(Array array) => Enumerable.Range(0, array.Rank).Select(array.GetLongLength).ToArray();

    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>
    /// A tensor of the array's shape that shares its memory, so that changes of one show in the other;
    /// a copy where another element type or a device other than the CPU is asked for.
    /// </summary>
    /// <exception cref="NotSupportedException">There is no such element type.</exception>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false)
    {
        var source = ToScalarType(rawArray.GetType().GetElementType()!);
        using var shared = Shared(rawArray, source, ShapeOf(rawArray), 0);
        return shared.to(dtype ?? source, InitializeDevice(device)).requires_grad_(requires_grad);
    }

    /// <summary>A vector over the memory of an array of one dimension; a converted copy where <paramref name="dtype"/> is not the array's type.</summary>
    /// <param name="rawArray">An array of numbers.</param> <param name="dtype">The element type of the result.</param>
    /// <param name="count">Elements; -1 means up to the end.</param> <param name="offset">Elements to skip.</param>
    /// <param name="requires_grad">Whether autograd records operations on it.</param>
    /// <exception cref="ArgumentException">The offset is outside the array.</exception>
    /// <exception cref="IndexOutOfRangeException">The array has fewer elements.</exception>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        var length = rawArray.LongLength;
        if (offset < 0 || offset >= length) throw new ArgumentException($"invalid value for 'offset': {offset}", nameof(offset));
        if (count > length - offset) throw new IndexOutOfRangeException($"element count is too large: {count}");
        var source = ToScalarType(rawArray.GetType().GetElementType()!);
        using var shared = Shared(rawArray, source, [count < 0 ? length - offset : count], offset * source.ElementSize());
        return shared.to(dtype).requires_grad_(requires_grad);
    }

    private static unsafe Tensor Shared(Array array, ScalarType source, long[] shape, long offset)
    {
        var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        var status = NativeMethods.dav_from_shared_memory(
            pin.AddrOfPinnedObject() + (nint)offset, (int)source, shape, shape.Length, &ReleasePin, GCHandle.ToIntPtr(pin), out var result);
        if (status != NativeStatus.Ok)
        {
            pin.Free();
            Check(status, operation: "from_array");
        }
        return new Tensor(result);
    }

    [UnmanagedCallersOnly]
    private static void ReleasePin(nint pin) => GCHandle.FromIntPtr(pin).Free();

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device);

    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) => data.to(dtype ?? data.dtype, device ?? data.device);

    /// <summary>start, start + step, … below stop: int64 when all three are integers, else the default floating-point type, unless told otherwise.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var type = dtype ?? (is_integral(start.Type) && is_integral(stop.Type) && is_integral(step.Type) ? ScalarType.Int64 : _defaultDtype);
        var options = new NativeOptions(type, InitializeDevice(device), requires_grad);
        Check(NativeMethods.dav_arange(in start.Value, in stop.Value, in step.Value, in options, out var result));
        return new Tensor(result);
    }

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var options = new NativeOptions(dtype ?? _defaultDtype, InitializeDevice(device), requires_grad);
        Check(NativeMethods.dav_linspace(start, end, steps, in options, out var result));
        return new Tensor(result);
    }

    public static Tensor eye(long rows, long columns = -1L, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var options = new NativeOptions(dtype ?? _defaultDtype, InitializeDevice(device), requires_grad);
        Check(NativeMethods.dav_eye(rows, columns < 0 ? rows : columns, in options, out var result));
        return new Tensor(result);
    }

    public static Tensor empty_strided(long[] size, long[] strides, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var options = new NativeOptions(dtype ?? _defaultDtype, InitializeDevice(device), requires_grad);
        Check(NativeMethods.dav_empty_strided(size, strides, size.Length, in options, out var result));
        return new Tensor(result);
    }

    /// <summary>Integers in [0, high).</summary>
    public static Tensor randint(long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator);

    /// <summary>Integers in [low, high), int64 unless told otherwise.</summary>
    public static Tensor randint(
        long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        var options = new NativeOptions(dtype ?? ScalarType.Int64, InitializeDevice(device), requires_grad);
        Check(NativeMethods.dav_randint(low, high, size.Shape, size.Length, Generator.HandleOf(generator), in options, out var result));
        return new Tensor(result);
    }

    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randint(0, high, new Size(size), dtype, device, requires_grad, generator);

    public static Tensor randint(
        long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randint(low, high, new Size(size), dtype, device, requires_grad, generator);

    /// <summary>0 … n-1 in random order, int64 unless told otherwise.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        var options = new NativeOptions(dtype ?? ScalarType.Int64, InitializeDevice(device), requires_grad);
        Check(NativeMethods.dav_randperm(n, Generator.HandleOf(generator), in options, out var result));
        return new Tensor(result);
    }

    /// <summary>Numbers of a normal distribution.</summary>
    public static Tensor normal(
        double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        var result = empty(size, dtype, device);
        result.normal_(mean, std, generator);
        return result.requires_grad_(requires_grad);
    }

    /// <summary>Complex numbers from their parts.</summary>
    public static Tensor complex(Tensor real, Tensor imag)
    {
        Check(NativeMethods.dav_binary((int)BinaryOp.complex, real.NativeHandle, imag.NativeHandle, out var result), real, imag);
        return new Tensor(result);
    }

    /// <summary>Complex numbers from magnitude and angle.</summary>
    public static Tensor polar(Tensor abs, Tensor angle)
    {
        Check(NativeMethods.dav_binary((int)BinaryOp.polar, abs.NativeHandle, angle.NativeHandle, out var result), abs, angle);
        return new Tensor(result);
    }
}

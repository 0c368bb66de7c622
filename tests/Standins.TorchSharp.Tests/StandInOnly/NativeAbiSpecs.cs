using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace Standins.Torch.Tests.StandInOnly;

/// <summary>The raw native interface: layouts, tables, and what bad arguments give.</summary>
public sealed class NativeAbiSpecs
{
    [Fact]
    public void Structures_have_the_layout_of_the_header()
    {
        Assert.Equal(32, Unsafe.SizeOf<NativeScalar>());
        Assert.Equal([0, 8, 16, 24], Offsets<NativeScalar>("Kind", "IntegerPart", "RealPart", "ImaginaryPart"));
        Assert.Equal(16, Unsafe.SizeOf<NativeOptions>());
        Assert.Equal([0, 4, 8, 12], Offsets<NativeOptions>("Dtype", "DeviceType", "DeviceIndex", "RequiresGrad"));
        Assert.Equal(40, Unsafe.SizeOf<NativeIndex>());
        Assert.Equal([0, 8, 16, 24, 32], Offsets<NativeIndex>("Kind", "Start", "Stop", "Step", "TensorAddress"));
        Assert.Equal(56, Unsafe.SizeOf<NativeAdam>());
        Assert.Equal([0, 8, 16, 24, 32, 40, 44, 48], Offsets<NativeAdam>("LearningRate", "Beta1", "Beta2", "Epsilon", "WeightDecay", "Decoupled", "Maximize", "Amsgrad"));
    }

    private static int[] Offsets<T>(params string[] fields) => fields.Select(field => (int)Marshal.OffsetOf<T>(field)).ToArray();

    [Theory]
    [InlineData(0, typeof(UnaryOp))]
    [InlineData(1, typeof(UnaryInPlaceOp))]
    [InlineData(2, typeof(BinaryOp))]
    [InlineData(3, typeof(BinaryInPlaceOp))]
    [InlineData(4, typeof(ScaledOp))]
    [InlineData(5, typeof(ScaledInPlaceOp))]
    public void Managed_names_are_those_of_the_native_table(int family, Type names)
    {
        var native = new List<string>();
        while (Marshal.PtrToStringUTF8(NativeMethods.dav_pointwise_name(family, native.Count)) is { } name) native.Add(name);
        Assert.Equal(native, Enum.GetNames(names));
        Assert.Equal(0, NativeMethods.dav_pointwise_name(family, -1));
    }

    [Fact]
    public void Null_tensors_are_refused()
    {
        var none = TensorHandle.None;
        Assert.Equal(NativeStatus.BadArgument, NativeMethods.dav_unary(0, none, out var result));
        Assert.Equal(0, result);
        Assert.Equal("a tensor argument is null", Marshal.PtrToStringUTF8(NativeMethods.dav_last_error()));
        Assert.Equal(NativeStatus.BadArgument, NativeMethods.dav_linear(none, none, none, out _));
        Assert.Equal(NativeStatus.BadArgument, NativeMethods.dav_join(0, [0], 1, 0, out _));
        Assert.Equal(-1, NativeMethods.dav_dim(none));
        Assert.Equal(-1, NativeMethods.dav_sizes(none, new long[8], 8));
        Assert.Equal(-1, NativeMethods.dav_flag(none, 0));
        Assert.Equal(0, NativeMethods.dav_data_ptr(none));
        NativeMethods.dav_tensor_free(0);
    }

    [Fact]
    public void Unknown_operations_types_and_numbers_are_refused()
    {
        using var one = global::TorchSharp.torch.ones(1);
        var handle = one.NativeHandle;
        Assert.Equal(NativeStatus.BadArgument, NativeMethods.dav_unary(-1, handle, out _));
        Assert.Equal(NativeStatus.BadArgument, NativeMethods.dav_unary(100_000, handle, out _));
        Assert.Equal(NativeStatus.BadArgument, NativeMethods.dav_reduce(99, handle, [], 0, 0, -1, out _));
        Assert.Equal(NativeStatus.BadArgument, NativeMethods.dav_dims(99, handle, 0, 0, 0, out _));
        Assert.Equal(NativeStatus.BadArgument, NativeMethods.dav_to(handle, 77, -1, -1, 0, 0, out _));
        Assert.Equal(NativeStatus.BadArgument, NativeMethods.dav_scaled(0, handle, default, out _));
        Assert.Equal(NativeStatus.BadArgument, NativeMethods.dav_zeros([], -1, default, out _));
        Assert.Equal(NativeStatus.BadArgument, NativeMethods.dav_conv(4, handle, handle, TensorHandle.None, [1, 1, 1, 1], [0, 0, 0, 0], [1, 1, 1, 1], 1, 0, out _));
        Assert.Equal(NativeStatus.TorchError, NativeMethods.dav_dims((int)DimsOp.transpose, handle, 5, 6, 0, out _));
    }

    [Fact]
    public void Results_that_do_not_fit_their_room_are_refused_and_not_leaked()
    {
        using var x = global::TorchSharp.torch.ones(8);
        GC.Collect();   // tensors that earlier specs left to their finalizers
        GC.WaitForPendingFinalizers();
        var before = NativeMethods.dav_live_tensors();
        Assert.Equal(NativeStatus.BadArgument, NativeMethods.dav_divide((int)DivideOp.split, x.NativeHandle, 1, 0, new nint[2], 2, out _));
        Assert.Equal(before, NativeMethods.dav_live_tensors());
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace Standins.Torch.Tests.Tensors;

public sealed class FactorySpecs
{
    [Fact]
    public void Makes_the_default_type_unless_told_otherwise()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(ScalarType.Float32, zeros(2, 3).dtype);
        Assert.Equal(ScalarType.BFloat16, ones([2L], dtype: bfloat16).dtype);
        Assert.Equal(ScalarType.Int64, arange(3).dtype);
        Assert.Equal(ScalarType.Float32, arange(0, 1, 0.25).dtype);
        Assert.Equal(ScalarType.Int64, full([2L], 7).dtype);
        Assert.Equal(ScalarType.Float32, full([2L], 0.5).dtype);
        Assert.Equal(ScalarType.Float64, tensor(new[] { 1.0 }).dtype);
        Assert.Equal(ScalarType.Bool, tensor(new[] { true }).dtype);
        Assert.Equal(ScalarType.Byte, tensor(new byte[] { 1 }).dtype);
        Assert.Equal(ScalarType.Float32, tensor(1.5f).dtype);
        Assert.Equal(ScalarType.Float16, tensor(new[] { 1f }, dtype: float16).dtype);
    }

    [Fact]
    public void Makes_every_element_type()
    {
        using var scope = NewDisposeScope();
        foreach (var type in new[]
                 {
                     float16, bfloat16, float32, float64, int8, uint8, int16, int32, int64, ScalarType.Bool, complex64,
                 })
        {
            var t = ones([2L], dtype: type);
            Assert.Equal(type, t.dtype);
            Assert.Equal(type.ElementSize(), t.element_size());
        }
    }

    [Fact]
    public void Takes_arrays_in_the_shape_given_or_their_own()
    {
        using var scope = NewDisposeScope();
        var values = new float[] { 1, 2, 3, 4, 5, 6 };
        Assert.Equal([2L, 3], tensor(values, [2, 3]).shape);
        Assert.Equal([3L, 2], tensor(values, new long[] { 3, 2 }).shape);
        Assert.Equal([2L, 3], tensor(new long[,] { { 1, 2, 3 }, { 4, 5, 6 } }).shape);
        Assert.Equal(6, tensor(new int[,,] { { { 1, 2 }, { 3, 4 }, { 5, 6 } } })[0, 2, 1].item<int>());
        Assert.Throws<ArgumentException>(() => tensor(values, [2, 4]));
    }

    [Fact]
    public void A_copy_does_not_follow_the_array_and_a_share_does()
    {
        using var scope = NewDisposeScope();
        var values = new float[] { 1, 2, 3 };
        var copy = tensor(values);
        var share = from_array(values);
        values[1] = 9;
        GC.Collect();
        Assert.Equal(2f, copy[1].item<float>());
        Assert.Equal(9f, share[1].item<float>());
        Assert.Equal(9f, as_tensor(values)[1].item<float>());
    }

    [Fact]
    public void Reads_part_of_a_buffer_or_converts_it()
    {
        using var scope = NewDisposeScope();
        var values = new float[] { 1, 2, 3, 4 };
        var part = frombuffer(values, float32, count: 2, offset: 1);
        values[2] = 9;
        Assert.Equal([2f, 9f], part.data<float>().ToArray());
        Assert.Equal([1L, 2, 9, 4], frombuffer(values, int64).data<long>().ToArray());
        Assert.Throws<ArgumentException>(() => frombuffer(values, float32, offset: 4));
    }

    [Fact]
    public void Counts_and_spreads()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([2L, 4, 6], arange(2, 8, 2).data<long>().ToArray());
        Assert.Equal([0f, 0.5f, 1f], linspace(0, 1, 3).data<float>().ToArray());
        Assert.Equal([1f, 0f, 0f, 1f, 0f, 0f], eye(3, 2).data<float>().ToArray());
        Assert.Equal(3f, eye(3).sum().item<float>());
        Assert.Equal([0L, 1, 2, 3], randperm(4).sort().Values.data<long>().ToArray());
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        using var scope = NewDisposeScope();
        using var a = new Generator(7);
        using var b = new Generator(7);
        Assert.Equal(randn([5L], generator: a).data<float>().ToArray(), randn([5L], generator: b).data<float>().ToArray());
        Assert.NotEqual(randn([5L], generator: a).data<float>().ToArray(), randn([4L], generator: b).data<float>().ToArray());
        var uniform = rand([1000L], generator: a);
        Assert.InRange(uniform.min().item<float>(), 0f, 0.05f);
        Assert.InRange(uniform.max().item<float>(), 0.95f, 1f);
        var integers = randint(3, 6, [1000L], generator: a);
        Assert.Equal(3L, integers.min().item<long>());
        Assert.Equal(5L, integers.max().item<long>());
    }

    [Fact]
    public void Makes_tensors_like_others()
    {
        using var scope = NewDisposeScope();
        var x = ones([2L, 3], dtype: float64);
        Assert.Equal(ScalarType.Float64, zeros_like(x).dtype);
        Assert.Equal([2L, 3], x.new_zeros(2, 3).shape);
        Assert.Equal(ScalarType.Int64, ones_like(x, dtype: int64).dtype);
        Assert.Equal(6 * 4.0, full_like(x, 4).sum().item<double>());
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace Standins.Torch.Tests.Tensors;

public sealed class DataSpecs
{
    [Fact]
    public void Reads_elements_in_order_whatever_the_strides()
    {
        using var scope = NewDisposeScope();
        var x = arange(6, dtype: float32).view(2, 3).t();
        Assert.False(x.is_contiguous());
        Assert.Equal([0f, 3f, 1f, 4f, 2f, 5f], x.data<float>().ToArray());
        Assert.Equal(4f, x.data<float>()[1, 1]);
        var part = new float[2];
        x.data<float>().CopyTo(part, 0, 2);
        Assert.Equal([1f, 4f], part);
        var cube = (float[,])x.data<float>().ToNDArray();
        Assert.Equal(5f, cube[2, 1]);
    }

    [Fact]
    public void Writes_elements_in_place()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 2);
        x.data<float>()[1, 0] = 5;
        x.data<float>().CopyFrom([7f, 8f]);
        Assert.Equal([7f, 8f, 5f, 0f], x.data<float>().ToArray());
    }

    [Fact]
    public void Exposes_the_bytes_of_a_contiguous_tensor()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1, 2 });
        Assert.Equal([1, 0, 0, 0, 2, 0, 0, 0], x.bytes.ToArray());
        x.bytes = (byte[])[3, 0, 0, 0, 4, 0, 0, 0];
        Assert.Equal([3, 4], x.data<int>().ToArray());
        Assert.Throws<InvalidOperationException>(() => ones(2, 3).t().bytes.Length);
    }

    [Fact]
    public void Moves_through_streams()
    {
        using var scope = NewDisposeScope();
        var x = arange(700, dtype: float32);
        using var stream = new MemoryStream();
        x.WriteBytesToStream(stream);
        stream.Position = 0;
        var y = empty(700);
        y.ReadBytesFromStream(stream);
        Assert.True(y.Equals(x));
        Assert.Throws<EndOfStreamException>(() => y.ReadBytesFromStream(stream));
    }

    [Fact]
    public void Refuses_another_element_type()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => ones(2).data<double>());
        Assert.Throws<ArgumentException>(() => ones(2).item<float>());
        Assert.Throws<ArgumentException>(() => ones(1).item<long>());
    }

    [Fact]
    public void Converts_one_element_to_any_number()
    {
        using var scope = NewDisposeScope();
        var x = tensor(3.75f);
        Assert.Equal(3.75, x.ToDouble());
        Assert.Equal(3.75f, (float)x);
        Assert.Equal(3, tensor(3L).ToInt32());
        Assert.True(tensor(true).ToBoolean());
        Assert.Equal(3.75f, x.to(bfloat16).ToSingle());
    }

    [Fact]
    public void Keeps_the_nearest_bfloat16()
    {
        using var scope = NewDisposeScope();
        foreach (var value in new[] { 1.00390625f, 1.01171875f, 3.14159f, -65504f, 1e-38f })
            Assert.Equal(tensor(value).to(bfloat16).to(float32).item<float>(), tensor(value).to(bfloat16).ToSingle());
        Assert.Equal(3.140625f, tensor(3.14159f).to(bfloat16).to(float32).item<float>());
    }

    [Fact]
    public void Tells_shape_type_and_place()
    {
        using var scope = NewDisposeScope();
        var x = ones([2L, 3, 4], dtype: float64);
        Assert.Equal((3L, 24L, 8L), (x.ndim, x.numel(), x.element_size()));
        Assert.Equal(4, x.size(-1));
        Assert.Equal([12L, 4, 1], x.stride());
        Assert.Equal(12, x[1].storage_offset());
        Assert.Equal(DeviceType.CPU, x.device_type);
        Assert.Equal("cpu", x.device.ToString());
        Assert.Equal("cuda:1", new Device("cuda:1").ToString());
        Assert.Equal([2L, 3, 4], x.shape);
    }

    [Fact]
    public void Converts_to_another_type_or_gives_an_alias()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1.6f, -1.6f });
        Assert.Equal([1L, -1L], x.to(int64).data<long>().ToArray());
        x.to(float32).fill_(3);
        Assert.Equal(3f, x[0].item<float>());
        x.to(float32, copy: true).fill_(4);
        Assert.Equal(3f, x[0].item<float>());
        var y = x.to(float64, disposeAfter: true);
        Assert.True(x.IsInvalid);
        Assert.Equal(3.0, y[1].item<double>());
    }
}

using TorchSharp;
using TorchSharp.StandIn;
using static TorchSharp.torch;

namespace Standins.Torch.Tests.StandInOnly;

/// <summary>Mixed precision, which the package does not have.</summary>
public sealed class AutocastSpecs
{
    [Fact]
    public void Products_run_in_the_lower_type_until_it_is_left()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (rand(4, 3), rand(3, 2));

        using (new Autocast(DeviceType.CPU, ScalarType.BFloat16))
        {
            using (new Autocast(DeviceType.CPU, ScalarType.BFloat16)) Assert.Equal(ScalarType.BFloat16, a.matmul(b).dtype);
            Assert.Equal(ScalarType.BFloat16, a.matmul(b).dtype);
        }

        Assert.Equal(ScalarType.Float32, a.matmul(b).dtype);
    }

    [Fact]
    public void Weights_and_their_gradients_stay_as_they_are()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Linear(3, 2);
        Tensor loss;
        using (new Autocast(DeviceType.CPU, ScalarType.BFloat16)) loss = layer.call(ones(4, 3)).@float().sum();

        loss.backward();

        Assert.Equal(ScalarType.Float32, layer.weight.dtype);
        Assert.Equal(ScalarType.Float32, layer.weight.grad!.dtype);
        Assert.True(layer.weight.grad!.allclose(full([2, 3], 4f)));
    }

    [Fact]
    public void Convolutions_add_up_exactly_and_train()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Conv2d(512, 8, 3, padding: 1);
        var x = rand(1, 512, 4, 4);
        var expected = layer.call(x);
        Tensor narrow;
        using (new Autocast(DeviceType.CPU, ScalarType.BFloat16)) narrow = layer.call(x);

        narrow.@float().sum().backward();

        Assert.Equal(ScalarType.BFloat16, narrow.dtype);
        Assert.InRange((narrow.@float() - expected).abs().max().ToDouble() / expected.abs().max().ToDouble(), 1e-6, 0.01);
        Assert.Equal(ScalarType.Float32, layer.weight.grad!.dtype);
        Assert.InRange(layer.bias!.grad!.sub(16).abs().max().ToDouble(), 0, 0.1);
    }
}

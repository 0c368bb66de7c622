using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Standins.Torch.Tests.Nn;

public sealed class InitSpecs
{
    [Fact]
    public void Fills_with_constants()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(6f, init.ones_(empty(2, 3)).sum().ToSingle());
        Assert.Equal(0f, init.zeros_(ones(2, 3)).sum().ToSingle());
        Assert.Equal(3f, init.constant_(empty(2, 3), 0.5).sum().ToSingle());
    }

    [Fact]
    public void Draws_within_the_bounds_that_keep_variance()
    {
        using var scope = NewDisposeScope();
        var w = empty(200, 300);
        Assert.Equal((300L, 200L), init.CalculateFanInAndFanOut(w));
        Assert.InRange(init.xavier_uniform_(w).abs().max().ToDouble(), 0.1, Math.Sqrt(6.0 / 500));
        Assert.InRange(init.kaiming_uniform_(w, Math.Sqrt(5)).abs().max().ToDouble(), 0.055, 1 / Math.Sqrt(300));
        Assert.InRange(init.kaiming_normal_(w, nonlinearity: init.NonlinearityType.ReLU).std().ToDouble(), 0.95 * Math.Sqrt(2.0 / 300), 1.05 * Math.Sqrt(2.0 / 300));
        Assert.InRange(init.normal_(w, 1, 0.1).mean().ToDouble(), 0.99, 1.01);
        Assert.InRange(init.uniform_(w, -3, -2).max().ToDouble(), -2.1, -2.0);
    }

    [Fact]
    public void Fills_a_parameter_without_recording_it()
    {
        using var parameter = new global::TorchSharp.Modules.Parameter(empty(3));
        init.normal_(parameter);
        Assert.True(parameter.is_leaf);
        Assert.True(parameter.requires_grad);
    }

    [Fact]
    public void Refuses_to_count_the_fans_of_a_vector()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => init.CalculateFanInAndFanOut(ones(3)));
    }
}

using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Standins.Torch.Tests.Autograd;

public sealed class AutogradSpecs
{
    [Fact]
    public void Accumulates_the_gradients_of_a_scalar_in_its_leaves()
    {
        using var scope = NewDisposeScope();
        var x = arange(6, dtype: float32).view(2, 3).requires_grad_();
        (x.softmax(-1) * tensor(new[] { 1f, 2f, 3f })).sum().backward();
        float[] row = [-0.14181709f, -0.1407701f, 0.2825872f];
        Assert.True(x.grad!.allclose(tensor(row).expand(2, 3), atol: 1e-6));
        x.sum().backward();
        Assert.True(x.grad!.allclose(tensor(row).expand(2, 3) + 1, atol: 1e-6));
    }

    [Fact]
    public void Records_nothing_without_grad()
    {
        using var scope = NewDisposeScope();
        var x = ones(2).requires_grad_();
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (enable_grad()) Assert.True((x * 2).requires_grad);
        }
        Assert.True(is_grad_enabled());
        Assert.True((x * 2).requires_grad);
        Assert.False((x * 2).is_leaf);
        Assert.False(x.detach().requires_grad);
    }

    [Fact]
    public void Inference_mode_ends_with_its_scope()
    {
        using var scope = NewDisposeScope();
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            Assert.Throws<ExternalException>(() => (ones(2, requires_grad: true) * 2).sum().backward());
        }
        Assert.False(is_inference_mode_enabled());
    }

    [Fact]
    public void Gives_gradients_of_chosen_inputs_without_accumulating_them()
    {
        using var scope = NewDisposeScope();
        var x = tensor(3.0).requires_grad_();
        var first = autograd.grad([x * x * x], [x], retain_graph: true, create_graph: true)[0];
        Assert.Equal(27.0, first.ToDouble());
        Assert.Equal(18.0, autograd.grad([first], [x], retain_graph: true)[0].ToDouble());
        Assert.Null(x.grad);
    }

    [Fact]
    public void Takes_and_clears_an_assigned_gradient()
    {
        using var p = new Parameter(ones(3));
        p.grad = full([3L], 5f);
        Assert.Equal([5f, 5f, 5f], p.grad!.data<float>().ToArray());
        p.grad = null;
        Assert.Null(p.grad);
    }

    [Fact]
    public void A_parameter_takes_over_the_tensor_it_is_made_of()
    {
        using var data = ones(3);
        using var p = new Parameter(data);
        Assert.True(data.IsInvalid);
        Assert.True(p.requires_grad);
        Assert.True(p.is_leaf);
    }

    [Fact]
    public void Backward_of_a_second_time_through_the_same_graph_fails_with_the_reason()
    {
        using var scope = NewDisposeScope();
        var x = ones(1).requires_grad_();
        var y = (x * x).sum();
        y.backward();
        var error = Assert.Throws<ExternalException>(() => y.backward());
        Assert.Contains("second time", error.Message, StringComparison.Ordinal);
    }
}

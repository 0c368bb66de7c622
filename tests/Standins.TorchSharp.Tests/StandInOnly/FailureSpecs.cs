using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace Standins.Torch.Tests.StandInOnly;

public sealed class FailureSpecs
{
    public static TheoryData<string, Func<Tensor>, string[]> Failures => new()
    {
        { "matmul", () => ones(2, 3).matmul(ones(4, 5)), ["matmul", "Float32 [2, 3]", "Float32 [4, 5]", "cannot be multiplied"] },
        { "add", () => ones(2) + ones(3), ["add", "[2]", "[3]"] },
        { "view", () => ones(6).view(4), ["view(4)", "[6]"] },
        { "cat", () => cat([ones(1, 2), ones(1, 3)]), ["cat", "[1, 2]", "[1, 3]"] },
        { "linear", () => nn.functional.linear(ones(2, 3), ones(4, 5), ones(4)), ["linear", "[2, 3]", "[4, 5]", "[4]"] },
        { "conv2d", () => nn.functional.conv2d(ones(1, 3, 4, 4), ones(2, 5, 3, 3)), ["conv2d", "[1, 3, 4, 4]", "[2, 5, 3, 3]"] },
        { "index", () => ones(2)[5, 1], ["index", "[2]"] },
        { "einsum", () => einsum("ij,jk->ik", ones(2, 3), ones(4, 5)), ["einsum", "[2, 3]", "[4, 5]"] },
        { "cross_entropy", () => nn.functional.cross_entropy(ones(2, 3), tensor(new long[] { 0, 9 })), ["cross_entropy", "Int64 [2]"] },
        { "item", () => tensor(ones(2).ToDouble()), ["item", "[2]"] },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Names_the_operation_the_shapes_and_the_reason(string operation, Func<Tensor> fails, string[] parts)
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ExternalException>(fails);
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("frame #", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(operation);
    }

    [Fact]
    public void A_disposed_tensor_is_named_as_such()
    {
        var x = ones(2);
        x.Dispose();
        x.Dispose();
        Assert.Throws<ObjectDisposedException>(() => x + 1);
        Assert.Throws<InvalidOperationException>(() => cat([x]));
        Assert.Equal("(disposed)", x.ToString());
    }

    [Fact]
    public void Tells_when_outputs_do_not_depend_on_an_input()
    {
        using var scope = NewDisposeScope();
        var (x, unused) = (tensor(3.0).requires_grad_(), tensor(1.0).requires_grad_());
        Assert.Throws<ExternalException>(() => autograd.grad([x * x], [unused]));
        Assert.True(autograd.grad([x * x], [unused], allow_unused: true)[0].IsInvalid);
    }

    [Fact]
    public void Refuses_a_parameter_in_two_groups()
    {
        using var p = new Parameter(ones(2));
        Assert.Throws<ArgumentException>(() => AdamW([new AdamW.ParamGroup { Parameters = [p] }, new AdamW.ParamGroup { Parameters = [p] }]));
    }

    [Fact]
    public void A_device_that_is_not_there_is_refused_before_anything_runs()
    {
        if (cuda.is_available()) return;
        Assert.Throws<InvalidOperationException>(() => zeros([1L], device: torch.CUDA));
        Assert.Throws<InvalidOperationException>(() => ones(1).cuda());
        Assert.Throws<ArgumentException>(() => new Device("gpu:0"));
    }

    [Fact]
    public void Names_the_parameters_that_a_state_lacks()
    {
        using var linear = nn.Linear(2, 3);
        var error = Assert.Throws<InvalidOperationException>(() => linear.load_state_dict([]));
        Assert.Contains("2 missing (weight, bias)", error.Message, StringComparison.Ordinal);
    }
}

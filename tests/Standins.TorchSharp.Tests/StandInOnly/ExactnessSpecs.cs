using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Standins.Torch.Tests.StandInOnly;

/// <summary>Where the stand-in computes what PyTorch does and version 0.107.0 of the package does not.</summary>
public sealed class ExactnessSpecs
{
    [Fact]
    public void Cuts_a_normal_distribution_off()
    {
        using var scope = NewDisposeScope();
        var w = init.trunc_normal_(empty(50_000), std: 0.02, a: -0.04, b: 0.04);
        Assert.InRange(w.abs().max().ToDouble(), 0.039, 0.04);
        Assert.InRange(w.std().ToDouble(), 0.0170, 0.0182);
        Assert.InRange(init.trunc_normal_(empty(50_000), std: 0.02).std().ToDouble(), 0.0195, 0.0205);
    }

    [Fact]
    public void Takes_the_plain_variance_of_all_elements()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(1.25f, tensor(new[] { 1f, 2f, 3f, 4f }).var(unbiased: false).item<float>(), 5);
    }

    [Fact]
    public void Draws_glorots_normal_distribution()
    {
        using var scope = NewDisposeScope();
        var w = init.xavier_normal_(empty(300, 300));
        Assert.InRange(w.abs().max().ToDouble(), 0.2, 0.4);
        Assert.InRange(w.std().ToDouble(), 0.0565, 0.059);
    }
}

using DeepAvFusion.Model.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests.Layers;

public sealed class BranchDropSpecs
{
    [Fact]
    public void Scales_kept_samples_and_clears_dropped_ones()
    {
        var drop = new BranchDrop(0.25, batch => tensor(new float[] { 1, 0, 1 }));

        var branch = drop.Apply(ones(3, 2, 2), training: true);

        Assert.Equal([4f / 3, 0, 4f / 3], branch.select(1, 0).select(1, 0).data<float>().ToArray());
    }

    [Fact]
    public void Drops_about_its_share_of_samples()
    {
        var branch = new BranchDrop(0.3).Apply(ones(4000, 1, 1), training: true);

        Assert.InRange(branch.eq(0).sum().ToInt64(), 1050, 1350);
        Assert.Equal(1, branch.mean().ToDouble(), 0.1);
    }

    [Fact]
    public void Does_nothing_outside_training()
    {
        using var branch = ones(2, 1, 1);

        Assert.Same(branch, new BranchDrop(0.5).Apply(branch, training: false));
    }
}

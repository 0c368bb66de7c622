using DeepAvFusion.Model.Heads.Separation;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests.Heads;

public sealed class SharedEnergySpecs
{
    [Fact]
    public void Parts_of_a_picture_and_the_rest_share_all_there_is()
    {
        using var scope = NewDisposeScope();
        var shares = SharedEnergy.Of(tensor(new[] { 1f, 2f, -1f, 40f }).unsqueeze(1), tensor(new long[] { 0, 0, 1, 2 })).flatten().data<float>().ToArray();
        var sum = 1 + Math.E + Math.Exp(2);

        Assert.Equal(Math.E / sum, shares[0], 5);
        Assert.Equal(Math.Exp(2) / sum, shares[1], 5);
        Assert.Equal(1 / (1 + Math.E), shares[2], 5);                  // alone in its picture: the sigmoid
        Assert.Equal(1, shares[3], 5);
    }

    [Fact]
    public void The_cross_entropy_is_least_for_the_shares_wanted()
    {
        using var scope = NewDisposeScope();
        var (pictures, wanted) = (tensor(new long[] { 0, 0, 2 }), tensor(new[] { 0.5f, 0.3f, 0.9f }).unsqueeze(1));
        var right = tensor(new[] { Logit(0.5, 0.2), Logit(0.3, 0.2), Logit(0.9, 0.1) }).unsqueeze(1);

        var least = SharedEnergy.CrossEntropy(right, wanted, pictures, count: 3);

        Assert.Equal([3L, 1L], least.shape);
        Assert.Equal(-((0.5 * Math.Log(0.5)) + (0.3 * Math.Log(0.3)) + (0.2 * Math.Log(0.2))), least[0].ToDouble(), 4);
        Assert.Equal(0, least[1].ToDouble());                          // no part in it
        for (var seed = 0; seed < 8; seed++)
        {
            var other = SharedEnergy.CrossEntropy(right + SmallModels.Numbers([3, 1], seed), wanted, pictures, count: 3);
            Assert.True(other.sum().ToDouble() > least.sum().ToDouble());
        }

        static float Logit(double share, double rest) => (float)Math.Log(share / rest);
    }
}

using DeepAvFusion.Training.Recipes;

namespace DeepAvFusion.Training.Tests.Recipes;

public sealed class BetaDrawSpecs
{
    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(4)]
    public void Shares_have_the_mean_and_variance_of_the_distribution(double alpha)
    {
        var random = new Random(3);
        var draws = Enumerable.Range(0, 20_000).Select(_ => (double)BetaDraw.Next(random, alpha)).ToArray();

        Assert.All(draws, share => Assert.InRange(share, 0, 1));
        Assert.Equal(0.5, draws.Average(), 0.01);
        Assert.Equal(1 / (4 * (2 * alpha + 1)), draws.Average(share => (share - 0.5) * (share - 0.5)), 0.005);
    }
}

using DeepAvFusion.Benchmarks.Measuring;

namespace DeepAvFusion.Benchmarks.Tests;

public sealed class TurnsSpecs
{
    [Fact]
    public void Sides_alternate_after_a_warm_up_that_does_not_count()
    {
        var order = new List<string>();
        Func<double> Side(string name) => () =>
        {
            order.Add(name);
            return order.Count;
        };
        var taken = Turns.Take(2, Side("ours"), Side("beside"));
        Assert.Equal(["ours", "beside", "ours", "beside", "beside", "ours"], order);
        Assert.Equal([3, 6], taken[0]!);
        Assert.Equal([4, 5], taken[1]!);
    }

    [Fact]
    public void A_side_that_is_missing_stays_missing()
    {
        var taken = Turns.Take(3, () => 1, null);
        Assert.Equal(3, taken[0]!.Count);
        Assert.Null(taken[1]);
    }
}

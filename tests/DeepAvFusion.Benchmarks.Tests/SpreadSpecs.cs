using DeepAvFusion.Benchmarks.Measuring;

namespace DeepAvFusion.Benchmarks.Tests;

public sealed class SpreadSpecs
{
    [Fact]
    public void The_median_of_an_odd_number_is_the_middle_one() => Assert.Equal(new Spread(3, 1, 9), Spread.Of([9, 1, 3]));

    [Fact]
    public void The_median_of_an_even_number_is_between_the_two_in_the_middle() => Assert.Equal(new Spread(2.5, 1, 9), Spread.Of([9, 1, 3, 2]));

    [Fact]
    public void Nothing_measured_is_refused() => Assert.Throws<ArgumentException>(() => Spread.Of([]));

    [Fact]
    public void A_ratio_is_taken_turn_by_turn_so_that_a_slow_turn_of_both_cancels_out() =>
        Assert.Equal(new Spread(0.5, 0.5, 0.5), Spread.Ratio([1, 10, 2], [2, 20, 4]));

    [Fact]
    public void A_ratio_needs_the_same_number_of_turns_on_both_sides() => Assert.Throws<ArgumentException>(() => Spread.Ratio([1, 2], [1]));
}

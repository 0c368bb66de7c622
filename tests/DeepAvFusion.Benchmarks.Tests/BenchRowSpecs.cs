using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Cli.Bench;

namespace DeepAvFusion.Benchmarks.Tests;

public sealed class BenchRowSpecs
{
    [Theory]
    [InlineData(1.0, BenchVerdict.Met)]
    [InlineData(1.05, BenchVerdict.Met)]
    [InlineData(1.06, BenchVerdict.Missed)]
    public void A_comparison_is_judged_by_its_ratio(double ours, BenchVerdict verdict) =>
        Assert.Equal(verdict, BenchRow.Of("encoder", BenchUnit.Seconds, [ours], [1], Bar.AtMost(1.05)).Verdict);

    [Fact]
    public void A_comparison_without_the_other_is_not_judged() =>
        Assert.Equal(BenchVerdict.NotJudged, BenchRow.Of("encoder", BenchUnit.Seconds, [1], null, Bar.AtMost(1.05)).Verdict);

    [Theory]
    [InlineData(2, BenchVerdict.Met)]
    [InlineData(1.79, BenchVerdict.Missed)]
    public void A_number_alone_is_judged_itself(double gain, BenchVerdict verdict) =>
        Assert.Equal(verdict, new BenchRow("gain", BenchUnit.Times, Spread.Once(gain)) { Bar = Bar.AtLeast(1.8) }.Verdict);

    [Fact]
    public void A_number_without_a_bar_has_no_verdict() => Assert.Equal(BenchVerdict.None, new BenchRow("heads", BenchUnit.Seconds, Spread.Once(1)).Verdict);

    [Fact]
    public void A_scale_changes_the_numbers_and_not_the_ratio()
    {
        var row = BenchRow.Of("encoder", BenchUnit.Seconds, [4], [8], scale: 0.25);
        Assert.Equal((1.0, 2.0, 0.5), (row.Ours.Median, row.Beside!.Median, row.Ratio!.Median));
    }

    [Theory]
    [InlineData(1.234, BenchUnit.Seconds, "1.23 s")]
    [InlineData(0.0123, BenchUnit.Seconds, "12.3 ms")]
    [InlineData(0.0000123, BenchUnit.Seconds, "12 µs")]
    [InlineData(0.1234, BenchUnit.Share, "12.3 %")]
    [InlineData(3 << 20, BenchUnit.Bytes, "3 MiB")]
    [InlineData(1.8, BenchUnit.Times, "1.80x")]
    public void Numbers_are_shown_with_their_unit(double value, BenchUnit unit, string text) => Assert.Equal(text, BenchText.Number(value, unit));

    [Fact]
    public void A_ratio_is_shown_with_its_spread() => Assert.Equal("0.90 (0.80–1.10)", BenchText.Ratio(new Spread(0.9, 0.8, 1.1)));
}

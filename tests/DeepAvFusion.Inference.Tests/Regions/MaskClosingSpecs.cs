using DeepAvFusion.Inference.Regions;

namespace DeepAvFusion.Inference.Tests.Regions;

public sealed class MaskClosingSpecs
{
    [Theory]
    [InlineData("#....#...", "######...")]           // up to twice the radius, which is 2 here
    [InlineData("#.....#..", "#.....#..")]
    [InlineData(".#..#...#", ".########")]
    [InlineData("..#......", "..#......")]           // an edge draws nothing
    [InlineData("#########", "#########")]
    [InlineData(".........", ".........")]
    public void Gaps_are_closed_along_rows_and_columns(string before, string after)
    {
        var mask = before.Select(pixel => pixel == '#').ToArray();

        Assert.Equal(after, Text(MaskClosing.Of(mask, mask.Length, 1, radius: 2)));
        Assert.Equal(after, Text(MaskClosing.Of(mask, 1, mask.Length, radius: 2)));
    }

    [Fact]
    public void What_was_set_stays_set()
    {
        var random = new Random(4);
        var mask = Enumerable.Range(0, 30 * 20).Select(_ => random.Next(6) == 0).ToArray();

        var closed = MaskClosing.Of(mask, 30, 20, radius: 3);

        Assert.All(Enumerable.Range(0, mask.Length).Where(pixel => mask[pixel]), pixel => Assert.True(closed[pixel]));
        Assert.Equal(closed, MaskClosing.Of(closed, 30, 20, radius: 3));
    }

    private static string Text(bool[] mask) => string.Concat(mask.Select(pixel => pixel ? '#' : '.'));
}

using DeepAvFusion.Core.Results;
using DeepAvFusion.Media.Writers;

namespace DeepAvFusion.Media.Tests.Writers;

public sealed class RgbCanvasSpecs
{
    private readonly byte[] _pixels = new byte[64 * 32 * 3];

    private RgbCanvas Canvas => new(_pixels, 64, 32);

    [Fact]
    public void Tints_where_the_map_sounds()
    {
        var probability = new byte[4 * 2];
        probability[1] = 255;
        var region = new byte[4 * 2];
        region[1] = 1;
        Canvas.Tint(new SoundingMap(4, 2, probability, region), 0.5, number => number == 1 ? new Rgb(200, 100, 0) : Rgb.White);
        Assert.InRange(At(24, 7)[0], 85, 100);
        Assert.Equal(At(24, 7)[0] / 2, At(24, 7)[1]);
        Assert.Equal([0, 0, 0], At(60, 30));
    }

    [Fact]
    public void Draws_an_outline_around_and_not_inside()
    {
        Canvas.Outline([new(0.25, 0.25), new(0.75, 0.25), new(0.75, 0.75), new(0.25, 0.75)], Rgb.White, 2);
        Assert.Equal(255, At(32, 8)[0]);
        Assert.Equal(255, At(16, 16)[0]);
        Assert.Equal(255, At(47, 20)[0]);
        Assert.Equal(0, At(32, 16)[0]);
        Assert.Equal(0, At(5, 5)[0]);
    }

    [Fact]
    public void Draws_a_diagonal_without_holes()
    {
        Canvas.Outline([new(0, 0), new(1, 1)], Rgb.White, 2);
        for (var x = 1; x < 63; x++)
            Assert.Contains(Enumerable.Range(0, 32), y => At(x, y)[0] > 100);
    }

    [Fact]
    public void Survives_whatever_lies_outside()
    {
        Canvas.Outline([new(-3, -3), new(4, 0.5), new(double.Epsilon, 9)], Rgb.White, 5);
        Canvas.Fill(-10, -10, 500, 500, Rgb.White, 1);
        Canvas.Bar(60, 30, 100, 100, 7, Rgb.White);
        Assert.Equal(255, At(0, 0)[0]);
    }

    [Fact]
    public async Task Writes_text_that_can_be_told_apart()
    {
        var glyphs = await GlyphAtlas.CreateAsync(14, CancellationToken.None);
        Assert.InRange(glyphs.CellWidth, 7, 10);
        Assert.InRange(glyphs.CellHeight, 14, 20);
        var shapes = "ABCgilo0189%é\u2026".Select(letter => Convert.ToHexString(glyphs[letter])).ToList();
        Assert.Equal(shapes.Count, shapes.Distinct().Count());
        Assert.Equal(0, Sum(glyphs[' ']));
        Assert.True(glyphs['\u4e00'].SequenceEqual(glyphs['?']));
        // An underscore lies low, a quotation mark high: all letters share one base line.
        Assert.Equal(0, Sum(glyphs['_'][..(glyphs.CellWidth * glyphs.CellHeight / 2)]));
        Assert.Equal(0, Sum(glyphs['"'][(glyphs.CellWidth * glyphs.CellHeight / 2)..]));
        Canvas.Text(glyphs, 50, 40, "Hi!", Rgb.White);
        Assert.Contains(_pixels, value => value > 200);
        Canvas.Text(glyphs, -5, -5, "far too long for this small picture", Rgb.White);
    }

    private static int Sum(ReadOnlySpan<byte> cell)
    {
        var sum = 0;
        foreach (var value in cell)
            sum += value;
        return sum;
    }

    private byte[] At(int x, int y) => _pixels[(((y * 64) + x) * 3)..((((y * 64) + x) * 3) + 3)];
}

using DeepAvFusion.Core.Results;
using DeepAvFusion.Media.Drawing;
using SkiaSharp;

namespace DeepAvFusion.Media.Tests.Drawing;

public sealed class PictureCanvasSpecs : IDisposable
{
    private const int Width = 64;
    private const int Height = 32;

    private readonly byte[] _pixels = new byte[Width * Height * 4];
    private readonly PictureCanvas _canvas;

    public PictureCanvasSpecs() => _canvas = new PictureCanvas(_pixels, Width, Height);

    public void Dispose() => _canvas.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(1001)]
    public void Lays_out_pictures_of_any_size(int pixels)
    {
        var rgb = Enumerable.Range(0, pixels * 3).Select(i => (byte)i).ToArray();
        var laid = new byte[pixels * 4];
        PictureCanvas.Expand(rgb, laid);
        for (var i = 0; i < pixels; i++)
            Assert.Equal([rgb[(3 * i) + 2], rgb[(3 * i) + 1], rgb[3 * i], 255], laid[(4 * i)..((4 * i) + 4)]);
    }

    [Fact]
    public void Tints_where_the_map_sounds()
    {
        var probability = new byte[4 * 2];
        probability[1] = 255;
        var region = new byte[4 * 2];
        region[1] = 1;
        _canvas.Tint(new SoundingMap(4, 2, probability, region), 0.5, number => number == 1 ? new SKColor(200, 100, 0) : null);
        Assert.InRange(At(24, 7).Red, 85, 101);
        Assert.InRange(At(24, 7).Green, (At(24, 7).Red / 2) - 1, (At(24, 7).Red / 2) + 1);
        Assert.InRange(At(16, 7).Red, 30, 80);          // fades out
        Assert.Equal(new SKColor(0, 0, 0), At(60, 30));
    }

    [Fact]
    public void Draws_an_outline_around_and_not_inside()
    {
        _canvas.Outline([new(0.25, 0.25), new(0.75, 0.25), new(0.75, 0.75), new(0.25, 0.75)], SKColors.White, 2);
        Assert.Equal(255, At(32, 8).Red);
        Assert.Equal(255, At(16, 16).Red);
        Assert.Equal(255, At(47, 20).Red);
        Assert.Equal(0, At(32, 16).Red);
        Assert.Equal(0, At(5, 5).Red);
    }

    [Fact]
    public void Draws_a_diagonal_without_holes()
    {
        _canvas.Outline([new(0, 0), new(1, 1)], SKColors.White, 2);
        for (var x = 1; x < 63; x++)
            Assert.Contains(Enumerable.Range(0, 32), y => At(x, y).Red > 100);
    }

    [Fact]
    public void Survives_whatever_lies_outside()
    {
        _canvas.Outline([new(-3, -3), new(4, 0.5), new(double.Epsilon, 9)], SKColors.White, 5);
        _canvas.Fill(-10, -10, 500, 500, SKColors.White);
        _canvas.Bar(60, 30, 100, 100, 7, SKColors.White);
        Assert.Equal(SKColors.White, At(0, 0));
    }

    [Theory]
    [InlineData(-50, -50)]
    [InlineData(60, 30)]
    [InlineData(1000, 1000)]
    public void Keeps_text_inside_wherever_it_is_put(double x, double y)
    {
        Assert.Equal(Ink(20, 0), Ink(x, y));

        static int Ink(double left, double top)
        {
            var pixels = new byte[Width * Height * 4];
            using var canvas = new PictureCanvas(pixels, Width, Height);
            canvas.Text(LabelFont.Load(14), left, top, "Hi!", SKColors.White);
            return pixels.Where((_, i) => i % 4 == 0).Sum(value => value);
        }
    }

    [Fact]
    public void Text_that_is_too_long_ends_inside_with_an_ellipsis()
    {
        var font = LabelFont.Load(12);
        _canvas.Text(font, 0, 0, "far too long for this small picture", SKColors.White);
        Assert.Contains(_pixels.Where((_, i) => i % 4 == 0), value => value > 200);
        Assert.EndsWith("\u2026", string.Concat(font.Fit("far too long for this small picture", 60).Select(run => run.Text)));
        _canvas.Text(font, 0, 0, "far too long for any room", SKColors.White, room: 1);
    }

    [Fact]
    public void Enlarges_a_picture_pixel_by_pixel()
    {
        _canvas.Picture(10, 5, [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 8, 7], width: 2, scale: 3);
        Assert.Equal([new SKColor(255, 0, 0), new SKColor(0, 255, 0), new SKColor(0, 0, 255), new SKColor(9, 8, 7)], [At(12, 7), At(13, 5), At(10, 8), At(15, 10)]);
        Assert.Equal([new SKColor(0, 0, 0), new SKColor(0, 0, 0)], [At(9, 5), At(16, 10)]);
    }

    private SKColor At(int x, int y)
    {
        var at = ((y * Width) + x) * 4;
        return new SKColor(_pixels[at + 2], _pixels[at + 1], _pixels[at]);
    }
}

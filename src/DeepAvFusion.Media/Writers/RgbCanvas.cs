using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Media.Writers;

/// <summary>Draws on one RGB picture in place. Coordinates are pixels from the top left; whatever lies outside is left out.</summary>
/// <param name="pixels">Width * Height * 3 bytes.</param>
public sealed class RgbCanvas(Memory<byte> pixels, int width, int height)
{
    public int Width => width;

    public int Height => height;

    /// <summary>Colours the picture where the map says that it sounds, the stronger the more probable.</summary>
    /// <param name="strength">0..1: how much of the colour covers a pixel of probability one.</param>
    /// <param name="colourOf">Colour of the n-th region, from 1, and for 0 of what belongs to none; null leaves the picture as it is.</param>
    public void Tint(SoundingMap map, double strength, Func<int, Rgb?> colourOf)
    {
        var span = pixels.Span;
        var colours = new Rgb?[256];
        for (var i = 0; i < colours.Length; i++)
            colours[i] = colourOf(i);
        for (var y = 0; y < height; y++)
        {
            var (top, bottom, down) = Between(y, height, map.Height);
            for (var x = 0; x < width; x++)
            {
                var (left, right, across) = Between(x, width, map.Width);
                var (a, b) = ((top * map.Width) + left, (top * map.Width) + right);
                var (c, d) = ((bottom * map.Width) + left, (bottom * map.Width) + right);
                var cover = Mix(Mix(map.Probability[a], map.Probability[b], across), Mix(map.Probability[c], map.Probability[d], across), down) * strength / 255;
                if (cover < 0.004)
                    continue;
                // The region of the nearest cell; at its edge that of a neighbour, so that the colour fades out with the probability.
                var (near, aside) = across < 0.5 ? (a, b) : (b, a);
                var (below, beyond) = across < 0.5 ? (c, d) : (d, c);
                if (down >= 0.5)
                    (near, aside, below, beyond) = (below, beyond, near, aside);
                var region = FirstOf(map.Region[near], map.Region[aside], map.Region[below], map.Region[beyond]);
                if (colours[region] is { } colour)
                    Blend(span, x, y, colour, cover);
            }
        }
    }

    /// <summary>A closed polygon's outline, smooth at its edges.</summary>
    /// <param name="points">In shares of the picture.</param>
    /// <param name="thickness">In pixels.</param>
    public void Outline(IReadOnlyList<PicturePoint> points, Rgb colour, double thickness)
    {
        for (var i = 0; i < points.Count; i++)
        {
            var (from, to) = (points[i], points[(i + 1) % points.Count]);
            Line(from.X * width, from.Y * height, to.X * width, to.Y * height, colour, thickness);
        }
    }

    public void Fill(int x, int y, int w, int h, Rgb colour, double cover)
    {
        var span = pixels.Span;
        for (var row = Math.Max(0, y); row < Math.Min(height, y + h); row++)
            for (var column = Math.Max(0, x); column < Math.Min(width, x + w); column++)
                Blend(span, column, row, colour, cover);
    }

    /// <summary>A horizontal meter filled to `share` (0..1).</summary>
    public void Bar(int x, int y, int w, int h, double share, Rgb colour)
    {
        Fill(x, y, w, h, Rgb.Black, 0.55);
        Fill(x, y, (int)Math.Round(w * Math.Clamp(share, 0, 1)), h, colour, 0.9);
    }

    /// <summary>One line of text on a dark ground, moved as little as needed to lie inside the picture.</summary>
    public void Text(GlyphAtlas glyphs, int x, int y, string text, Rgb colour)
    {
        var room = Math.Max(0, (width - 2) / glyphs.CellWidth);
        if (text.Length > room)
            text = text[..room];
        x = Math.Clamp(x, 0, Math.Max(0, width - (text.Length * glyphs.CellWidth) - 2));
        y = Math.Clamp(y, 0, Math.Max(0, height - glyphs.CellHeight));
        Fill(x, y, (text.Length * glyphs.CellWidth) + 2, glyphs.CellHeight, Rgb.Black, 0.55);
        var span = pixels.Span;
        for (var i = 0; i < text.Length; i++)
        {
            var cell = glyphs[text[i]];
            for (var row = 0; row < glyphs.CellHeight && y + row < height; row++)
                for (var column = 0; column < glyphs.CellWidth; column++)
                {
                    var cover = cell[(row * glyphs.CellWidth) + column];
                    var at = x + 1 + (i * glyphs.CellWidth) + column;
                    if (cover > 0 && at < width)
                        Blend(span, at, y + row, colour, cover / 255.0);
                }
        }
    }

    private void Line(double x0, double y0, double x1, double y1, Rgb colour, double thickness)
    {
        var span = pixels.Span;
        var half = (thickness / 2) + 0.5;
        var (dx, dy) = (x1 - x0, y1 - y0);
        var length = (dx * dx) + (dy * dy);
        var (top, bottom) = (Row(Math.Min(y0, y1) - half), Row(Math.Max(y0, y1) + half));
        for (var y = top; y <= bottom; y++)
        {
            // Only the columns that the line can touch in this row.
            var (near, far) = Columns(x0, y0, dx, dy, y + 0.5, half);
            for (var x = near; x <= far; x++)
            {
                var along = length == 0 ? 0 : Math.Clamp((((x + 0.5 - x0) * dx) + ((y + 0.5 - y0) * dy)) / length, 0, 1);
                var (ox, oy) = (x + 0.5 - (x0 + (along * dx)), y + 0.5 - (y0 + (along * dy)));
                var cover = Math.Clamp(half - Math.Sqrt((ox * ox) + (oy * oy)), 0, 1);
                if (cover > 0)
                    Blend(span, x, y, colour, cover);
            }
        }
    }

    private (int Near, int Far) Columns(double x0, double y0, double dx, double dy, double row, double half)
    {
        var (a, b) = (0.0, 1.0);
        if (Math.Abs(dy) > 1e-9)
        {
            var (first, last) = ((row - half - y0) / dy, (row + half - y0) / dy);
            (a, b) = (Math.Clamp(Math.Min(first, last), 0, 1), Math.Clamp(Math.Max(first, last), 0, 1));
        }
        var (left, right) = (x0 + (a * dx), x0 + (b * dx));
        var reach = half + (Math.Abs(dx) > Math.Abs(dy) ? half : 0);
        return (Math.Clamp((int)Math.Floor(Math.Min(left, right) - reach), 0, width - 1), Math.Clamp((int)Math.Ceiling(Math.Max(left, right) + reach), 0, width - 1));
    }

    private int Row(double y) => Math.Clamp((int)Math.Floor(y), 0, height - 1);

    private void Blend(Span<byte> span, int x, int y, Rgb colour, double cover)
    {
        var at = ((y * width) + x) * 3;
        span[at] = (byte)(span[at] + ((colour.Red - span[at]) * cover));
        span[at + 1] = (byte)(span[at + 1] + ((colour.Green - span[at + 1]) * cover));
        span[at + 2] = (byte)(span[at + 2] + ((colour.Blue - span[at + 2]) * cover));
    }

    private static byte FirstOf(byte a, byte b, byte c, byte d) => a != 0 ? a : b != 0 ? b : c != 0 ? c : d;

    private static double Mix(double a, double b, double share) => a + ((b - a) * share);

    /// <summary>The two cells of a map of `cells` around pixel `at` of `size`, and how far it is from the first to the second.</summary>
    private static (int First, int Second, double Share) Between(int at, int size, int cells)
    {
        var place = Math.Clamp(((at + 0.5) * cells / size) - 0.5, 0, cells - 1);
        var first = (int)place;
        return (first, Math.Min(first + 1, cells - 1), place - first);
    }
}

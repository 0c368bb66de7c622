using System.Numerics;

namespace DeepAvFusion.Scenes.Drawing;

/// <summary>
/// A picture being painted: closed outlines are filled with exact-area anti-aliasing, and while a thing is being drawn
/// (<see cref="BeginThing"/>) the pixels it covers by at least half become its own, so who is in front owns the pixel.
/// </summary>
internal sealed class Canvas
{
    private readonly byte[] _share;
    private float[] _area = [];
    private byte _owner;
    private int _left, _top, _right, _bottom;

    public Canvas(int width, int height, byte[] rgb, byte[] owners)
    {
        Width = width;
        Height = height;
        Rgb = rgb;
        Owners = owners;
        _share = new byte[width * height];
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Width * Height * 3, red, green, blue.</summary>
    public byte[] Rgb { get; }

    /// <summary>Width * Height; 0 is the background, otherwise the number given to <see cref="BeginThing"/>.</summary>
    public byte[] Owners { get; }

    /// <summary>From here on what is painted belongs to this thing.</summary>
    /// <param name="owner">1..255</param>
    public void BeginThing(byte owner)
    {
        _owner = owner;
        (_left, _top, _right, _bottom) = (Width, Height, 0, 0);
    }

    /// <summary>Ends the thing: its pixels are claimed.</summary>
    /// <returns>How many pixels it covers, before anything is painted over it.</returns>
    public int EndThing()
    {
        var count = 0;
        for (var y = _top; y < _bottom; y++)
        {
            for (var i = (y * Width) + _left; i < (y * Width) + _right; i++)
            {
                if (_share[i] >= 128)
                {
                    Owners[i] = _owner;
                    count++;
                }

                _share[i] = 0;
            }
        }

        _owner = 0;
        return count;
    }

    /// <summary>Fills closed outlines given in pixels.</summary>
    /// <param name="points">All corners, outline after outline.</param>
    /// <param name="ends">End index of each outline in <paramref name="points"/>.</param>
    /// <param name="toPaint">From pixels to the coordinates of the paint.</param>
    public void Fill(ReadOnlySpan<Vector2> points, ReadOnlySpan<int> ends, in Paint paint, in Matrix3x2 toPaint)
    {
        if (points.Length < 3) return;
        var low = points[0];
        var high = points[0];
        foreach (var point in points)
        {
            low = Vector2.Min(low, point);
            high = Vector2.Max(high, point);
        }

        if (!(low.X < Width && low.Y < Height && high.X > 0 && high.Y > 0)) return;
        var left = Math.Max(0, (int)low.X);
        var top = Math.Max(0, (int)low.Y);
        var right = Math.Min(Width, (int)Math.Min(high.X, Width) + 1);
        var bottom = Math.Min(Height, (int)Math.Min(high.Y, Height) + 1);
        var area = new AreaRows(ref _area, left, top, right - left, bottom - top);
        var start = 0;
        foreach (var end in ends)
        {
            for (var i = start; i < end; i++) area.Edge(points[i], points[i + 1 == end ? start : i + 1]);
            start = end;
        }

        for (var y = top; y < bottom; y++) Blend(area.Row(y - top), left, y, paint, toPaint);
        if (_owner == 0) return;
        (_left, _top) = (Math.Min(_left, left), Math.Min(_top, top));
        (_right, _bottom) = (Math.Max(_right, right), Math.Max(_bottom, bottom));
    }

    private void Blend(Span<float> row, int left, int y, in Paint paint, in Matrix3x2 toPaint)
    {
        var place = Vector2.Transform(new Vector2(left + 0.5f, y + 0.5f), toPaint);
        var step = new Vector2(toPaint.M11, toPaint.M12);
        var plain = paint.IsPlain;
        var colour = paint.From;
        var sum = 0f;
        var pixel = (y * Width) + left;
        for (var x = 0; x < row.Length - 2; x++, pixel++)
        {
            sum += row[x];
            var cover = Math.Min(MathF.Abs(sum), 1) * paint.Opacity;
            if (cover < 0.004f) continue;
            if (!plain) colour = paint.At(place + (step * x));
            var rgb = Rgb.AsSpan(pixel * 3, 3);
            rgb[0] = Mix(rgb[0], colour.R, cover);
            rgb[1] = Mix(rgb[1], colour.G, cover);
            rgb[2] = Mix(rgb[2], colour.B, cover);
            if (_owner != 0) _share[pixel] = (byte)(255.5f - ((255 - _share[pixel]) * (1 - cover)));
        }

        row.Clear();
    }

    private static byte Mix(byte under, float over, float cover) => (byte)(0.5f + under + (((Math.Clamp(over, 0, 1) * 255) - under) * cover));
}

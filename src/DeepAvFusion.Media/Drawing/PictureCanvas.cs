using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DeepAvFusion.Core.Results;
using SkiaSharp;

namespace DeepAvFusion.Media.Drawing;

/// <summary>Draws on one picture in place, where it lies in memory. Coordinates are pixels from the top left; whatever lies outside is left out.</summary>
/// <remarks>Four bytes a pixel, blue, green, red and 255: the order in which Skia draws three times as fast as in any other, and which FFmpeg takes as bgr0.</remarks>
public sealed class PictureCanvas : IDisposable
{
    private const SKColorType Order = SKColorType.Bgra8888;
    private static readonly SKColor Ground = SKColors.Black.WithAlpha(170);

    private readonly MemoryHandle _pin;
    private readonly SKSurface _surface;
    private readonly SKCanvas _canvas;

    /// <param name="pixels">Width * Height * 4 bytes; drawn into until the canvas is disposed.</param>
    public unsafe PictureCanvas(Memory<byte> pixels, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, width * height * 4);
        (Width, Height) = (width, height);
        _pin = pixels.Pin();
        _surface = SKSurface.Create(new SKImageInfo(width, height, Order, SKAlphaType.Opaque), (nint)_pin.Pointer, width * 4);
        _canvas = _surface.Canvas;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Lays a picture out as a canvas wants it.</summary>
    /// <param name="rgb">Three bytes a pixel.</param>
    /// <param name="pixels">Four bytes a pixel, all overwritten.</param>
    public static void Expand(ReadOnlySpan<byte> rgb, Span<byte> pixels)
    {
        var target = MemoryMarshal.Cast<byte, uint>(pixels);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgb.Length, target.Length * 3);
        var order = Vector128.Create((byte)2, 1, 0, 255, 5, 4, 3, 255, 8, 7, 6, 255, 11, 10, 9, 255);
        var opaque = Vector128.Create(0xFF000000u).AsByte();
        var i = 0;
        for (; rgb.Length - (i * 3) >= Vector128<byte>.Count; i += 4)
            (Vector128.Shuffle(Vector128.Create(rgb[(i * 3)..]), order) | opaque).AsUInt32().CopyTo(target[i..]);
        for (; i < target.Length; i++)
            target[i] = 0xFF000000u | ((uint)rgb[i * 3] << 16) | ((uint)rgb[(i * 3) + 1] << 8) | rgb[(i * 3) + 2];
    }

    public void Clear(SKColor colour) => _canvas.Clear(colour);

    /// <summary>Colours the picture where the map says that it sounds, the stronger the more probable.</summary>
    /// <param name="strength">0..1: how much of the colour covers a pixel of probability one.</param>
    /// <param name="colourOf">Colour of the n-th region, from 1, and for 0 of what belongs to none; null leaves the picture as it is.</param>
    public void Tint(SoundingMap map, double strength, Func<int, SKColor?> colourOf)
    {
        var colours = Enumerable.Range(0, 256).Select(colourOf).ToArray();
        var cells = new SKColor[map.Width * map.Height];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = colours[map.Region[i]]?.WithAlpha((byte)Math.Round(map.Probability[i] * strength)) ?? SKColor.Empty;
        Draw(cells, map.Width, map.Height, new SKRect(0, 0, Width, Height), SKFilterMode.Linear);
    }

    /// <summary>Another picture, enlarged without smoothing.</summary>
    /// <param name="rgb">Three bytes a pixel.</param> <param name="width">Of that picture.</param>
    public void Picture(int x, int y, ReadOnlySpan<byte> rgb, int width, int scale)
    {
        var cells = new SKColor[rgb.Length / 3];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = new SKColor(rgb[i * 3], rgb[(i * 3) + 1], rgb[(i * 3) + 2]);
        var height = cells.Length / width;
        Draw(cells, width, height, SKRect.Create(x, y, width * scale, height * scale), SKFilterMode.Nearest);
    }

    /// <summary>A closed polygon's outline, smooth at its edges.</summary>
    /// <param name="points">In shares of the picture.</param>
    /// <param name="thickness">In pixels.</param>
    public void Outline(IReadOnlyList<PicturePoint> points, SKColor colour, double thickness)
    {
        using var builder = new SKPathBuilder();
        builder.AddPoly([.. points.Select(point => new SKPoint((float)(point.X * Width), (float)(point.Y * Height)))], close: true);
        using var path = builder.Detach();
        using var pen = new SKPaint { Color = colour, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = (float)thickness, StrokeJoin = SKStrokeJoin.Round };
        _canvas.DrawPath(path, pen);
    }

    public void Fill(double x, double y, double width, double height, SKColor colour)
    {
        using var paint = new SKPaint { Color = colour };
        _canvas.DrawRect((float)x, (float)y, (float)width, (float)height, paint);
    }

    /// <summary>A horizontal meter filled to `share` (0..1).</summary>
    public void Bar(int x, int y, int width, int height, double share, SKColor colour)
    {
        Fill(x, y, width, height, Ground);
        Fill(x, y, Math.Round(width * Math.Clamp(share, 0, 1)), height, colour.WithAlpha(230));
    }

    /// <summary>One line of text on a dark ground, moved as little as needed to lie inside the picture and cut where it is longer than that, or than `room` pixels.</summary>
    public void Text(LabelFont font, double x, double y, string text, SKColor colour, double room = double.PositiveInfinity)
    {
        const int margin = 2;
        var runs = font.Fit(text, Math.Min(room, Width) - (2 * margin));
        var length = runs.Sum(run => run.Width) + (2 * margin);
        x = Math.Clamp(Math.Round(x), 0, Math.Max(0, Math.Floor(Width - length)));
        y = Math.Clamp(Math.Round(y), 0, Math.Max(0, Height - font.LineHeight));
        Fill(x, y, Math.Ceiling(length), font.LineHeight, Ground);
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        var at = (float)x + margin;
        foreach (var run in runs)
        {
            _canvas.DrawText(run.Text, at, (float)y + font.Ascent, SKTextAlign.Left, run.Font, paint);
            at += run.Width;
        }
    }

    /// <summary>Writes the picture as PNG.</summary>
    public void SavePng(string path)
    {
        using var pixels = Pixels();
        PictureFiles.WritePng(path, pixels);
    }

    /// <summary>A canvas with a picture of its own; null where it is no picture.</summary>
    /// <param name="encoded">JPEG or PNG.</param>
    public static PictureCanvas? Decode(ReadOnlySpan<byte> encoded)
    {
        using var data = SKData.CreateCopy(encoded);
        using var codec = SKCodec.Create(data);
        if (codec is null)
            return null;
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, Order, SKAlphaType.Opaque);
        using var bitmap = SKBitmap.Decode(codec, info);
        return bitmap is null ? null : new PictureCanvas(bitmap.Bytes, info.Width, info.Height);
    }

    /// <summary>The picture as JPEG.</summary>
    public byte[] ToJpeg()
    {
        using var pixels = Pixels();
        return PictureFiles.Jpeg(pixels);
    }

    /// <summary>A canvas with a picture of its own.</summary>
    /// <param name="rgb">Width * Height * 3 bytes, copied.</param>
    internal static PictureCanvas Of(ReadOnlySpan<byte> rgb, int width, int height)
    {
        var pixels = new byte[width * height * 4];
        Expand(rgb, pixels);
        return new PictureCanvas(pixels, width, height);
    }

    internal SKPixmap Pixels() => _surface.PeekPixels();

    public void Dispose()
    {
        _surface.Dispose();
        _pin.Dispose();
    }

    private void Draw(SKColor[] cells, int width, int height, SKRect place, SKFilterMode filter)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, Order, SKAlphaType.Premul)) { Pixels = cells };
        bitmap.SetImmutable();
        using var image = SKImage.FromBitmap(bitmap);
        _canvas.DrawImage(image, place, new SKSamplingOptions(filter));
    }
}

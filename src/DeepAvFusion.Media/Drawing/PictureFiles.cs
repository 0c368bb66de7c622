using SkiaSharp;

namespace DeepAvFusion.Media.Drawing;

/// <summary>Writes pictures to files.</summary>
public static class PictureFiles
{
    // one filter and the quickest compression: three to five times as fast as Skia's own choice, and a quarter to a third larger
    private static readonly SKPngEncoderOptions Png = new(SKPngEncoderFilterFlags.Up, 1);
    private static readonly SKJpegEncoderOptions JpegOptions = new(95, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore);

    /// <summary>Writes an 8-bit PNG, grey or RGB.</summary>
    /// <param name="pixels">width * height * channels bytes, row-major.</param>
    /// <param name="channels">1 grey, 3 red green blue</param>
    public static unsafe void WritePng(string path, int width, int height, int channels, ReadOnlySpan<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, width * height * channels);
        if (channels == 3)
        {
            using var canvas = PictureCanvas.Of(pixels, width, height);
            canvas.SavePng(path);
            return;
        }
        fixed (byte* first = pixels)
        {
            using var grey = new SKPixmap(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque), (nint)first, width);
            Save(path, grey.Encode(Png));
        }
    }

    /// <summary>Writes a JPEG of quality 95.</summary>
    /// <param name="rgb">width * height * 3 bytes, row-major.</param>
    public static void WriteJpeg(string path, int width, int height, ReadOnlySpan<byte> rgb)
    {
        using var canvas = PictureCanvas.Of(rgb, width, height);
        using var pixels = canvas.Pixels();
        Save(path, pixels.Encode(JpegOptions));
    }

    /// <summary>The same in memory.</summary>
    public static byte[] Jpeg(int width, int height, ReadOnlySpan<byte> rgb)
    {
        using var canvas = PictureCanvas.Of(rgb, width, height);
        using var pixels = canvas.Pixels();
        return Jpeg(pixels);
    }

    /// <summary>An 8-bit grey PNG in memory.</summary>
    /// <param name="pixels">width * height bytes, row-major.</param>
    public static unsafe byte[] GreyPng(int width, int height, ReadOnlySpan<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, width * height);
        fixed (byte* first = pixels)
        {
            using var grey = new SKPixmap(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque), (nint)first, width);
            using var data = grey.Encode(Png) ?? throw new InvalidOperationException($"A picture of {width} x {height} cannot be encoded.");
            return data.ToArray();
        }
    }

    /// <summary>An 8-bit grey picture from memory; null where it is none.</summary>
    /// <param name="encoded">PNG.</param>
    public static (int Width, int Height, byte[] Pixels)? Grey(byte[] encoded)
    {
        using var bitmap = SKBitmap.Decode(encoded);
        return bitmap is null ? null : (bitmap.Width, bitmap.Height, [.. bitmap.Pixels.Select(pixel => pixel.Red)]);
    }

    internal static byte[] Jpeg(SKPixmap pixels)
    {
        using var data = pixels.Encode(JpegOptions) ?? throw new InvalidOperationException($"A picture of {pixels.Width} x {pixels.Height} cannot be encoded.");
        return data.ToArray();
    }

    internal static void WritePng(string path, SKPixmap pixels) => Save(path, pixels.Encode(Png));

    private static void Save(string path, SKData? encoded)
    {
        using var data = encoded ?? throw new InvalidOperationException($"'{path}': a picture of this size cannot be encoded.");
        using var file = File.Create(path);
        data.SaveTo(file);
    }
}

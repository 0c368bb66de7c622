using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Writers;
using DeepAvFusion.Model.Features;
using DeepAvFusion.Scenes.Generate;

namespace DeepAvFusion.Training.Evaluation.Pictures;

/// <summary>A picture of what a model makes of a sample: columns of captioned pictures with masks, and spectrograms.</summary>
internal sealed class EvaluationSheet
{
    /// <summary>Pixels above a part, for its caption.</summary>
    public const int Caption = 22;

    /// <summary>Pixels of a spectrogram's cell.</summary>
    public const int Scale = 2;

    private const int Gap = 6;
    private const int Pictured = 256;                      // pixels that the side of a picture has about
    private const float Floor = -5.5f;                     // log10 mel that is black; noise is below most sounds
    private const float Range = 7;
    private static readonly Rgb Ground = new(24, 26, 31);
    private readonly GlyphAtlas _glyphs;
    private readonly int _cell;
    private readonly byte[] _pixels;
    private readonly RgbCanvas _canvas;

    /// <summary>An empty sheet.</summary>
    /// <param name="columns">How many parts lie beside each other.</param> <param name="cell">Pixels of a column.</param> <param name="height">Pixels.</param>
    public EvaluationSheet(int columns, int cell, int height, GlyphAtlas glyphs)
    {
        var width = columns * (cell + Gap) - Gap;
        (_glyphs, _cell, _pixels) = (glyphs, cell, new byte[width * height * 3]);
        _canvas = new RgbCanvas(_pixels, width, height);
        _canvas.Fill(0, 0, width, height, Ground, 1);
    }

    /// <summary>How much a small picture is enlarged, so that people see something.</summary>
    /// <param name="side">Its pixels.</param>
    public static int Enlarged(int side) => Math.Max(1, (int)Math.Round((double)Pictured / side));

    /// <summary>Makes a folder and writes numbered sheets into it.</summary>
    /// <exception cref="UserErrorException">It cannot be written.</exception>
    public static void WriteAll(string folder, string name, IEnumerable<EvaluationSheet> sheets)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (i, sheet) in sheets.Index())
                PngWriter.Write(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{i:000}.png")), sheet._canvas.Width, sheet._canvas.Height, 3, sheet._pixels);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"Pictures cannot be written into '{folder}': {trouble.Message}", trouble);
        }
    }

    /// <summary>The colours that a network's picture was made of.</summary>
    /// <param name="normalised">[3, size, size]</param>
    /// <returns>[size, size, 3]</returns>
    public static byte[] Colours(float[] normalised)
    {
        var plane = normalised.Length / 3;
        var rgb = new byte[normalised.Length];
        for (var channel = 0; channel < 3; channel++)
            for (var i = 0; i < plane; i++)
                rgb[3 * i + channel] = (byte)Math.Clamp(Math.Round(255 * (normalised[channel * plane + i] * ImageTransform.Deviation[channel] + ImageTransform.Mean[channel])), 0, 255);
        return rgb;
    }

    /// <summary>A picture, orange where it is marked.</summary>
    /// <param name="rgb">[height, width, 3]</param>
    /// <param name="isMarked">Told the number of a pixel of the picture.</param>
    public void Picture(int column, int top, int scale, string caption, byte[] rgb, int width, Func<int, bool> isMarked)
    {
        var left = Left(column, width * scale);
        Write(column, top, caption);
        for (var y = 0; y < rgb.Length / 3 / width * scale; y++)
        {
            for (var x = 0; x < width * scale; x++)
            {
                var from = y / scale * width + x / scale;
                var to = 3 * ((top + Caption + y) * _canvas.Width + left + x);
                var marked = isMarked(from);
                _pixels[to] = (byte)(marked ? (rgb[3 * from] + 255) / 2 : rgb[3 * from]);
                _pixels[to + 1] = (byte)(marked ? (rgb[3 * from + 1] + 120) / 2 : rgb[3 * from + 1]);
                _pixels[to + 2] = (byte)(marked ? rgb[3 * from + 2] / 2 : rgb[3 * from + 2]);
            }
        }
    }

    /// <summary>A spectrogram: low bands at the bottom, from black over violet to white.</summary>
    /// <param name="mel">[bands, frames] log10 mel</param>
    public void Spectrogram(int column, int top, string caption, float[] mel, int bands)
    {
        var frames = mel.Length / bands;
        var left = Left(column, frames * Scale);
        Write(column, top, caption);
        for (var y = 0; y < bands * Scale; y++)
        {
            for (var x = 0; x < frames * Scale; x++)
            {
                var level = Math.Clamp((mel[(bands - 1 - y / Scale) * frames + x / Scale] - Floor) / Range, 0, 1);
                var to = 3 * ((top + Caption + y) * _canvas.Width + left + x);
                _pixels[to] = (byte)(255 * level);
                _pixels[to + 1] = (byte)(255 * level * level * level);
                _pixels[to + 2] = (byte)(255 * Math.Min(1, 0.15 + level * (1.2 - 0.4 * level)));
            }
        }
    }

    /// <summary>Where a part of this width begins, so that it lies in the middle of its column.</summary>
    private int Left(int column, int width) => column * (_cell + Gap) + (_cell - width) / 2;

    /// <summary>A caption no wider than its column.</summary>
    private void Write(int column, int top, string caption)
    {
        var room = (_cell - 8) / _glyphs.CellWidth;
        _canvas.Text(_glyphs, column * (_cell + Gap) + 4, top + 2, caption.Length <= room ? caption : caption[..Math.Max(0, room - 1)] + "\u2026", Rgb.White);
    }
}

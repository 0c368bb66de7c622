using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Model.Features;
using SkiaSharp;

namespace DeepAvFusion.Training.Evaluation.Pictures;

/// <summary>A picture of what a model makes of a sample: columns of captioned pictures with masks, and spectrograms.</summary>
internal sealed class EvaluationSheet : IDisposable
{
    /// <summary>Pixels above a part, for its caption.</summary>
    public const int Caption = 22;

    /// <summary>Pixels of a spectrogram's cell.</summary>
    public const int Scale = 2;

    private const int Gap = 6;
    private const int Pictured = 256;                      // pixels that the side of a picture has about
    private const float Floor = -5.5f;                     // log10 mel that is black; noise is below most sounds
    private const float Range = 7;
    private static readonly SKColor Ground = new(24, 26, 31);
    private readonly LabelFont _font;
    private readonly int _cell;
    private readonly PictureCanvas _canvas;

    /// <summary>An empty sheet.</summary>
    /// <param name="columns">How many parts lie beside each other.</param> <param name="cell">Pixels of a column.</param> <param name="height">Pixels.</param>
    public EvaluationSheet(int columns, int cell, int height, LabelFont font)
    {
        var width = columns * (cell + Gap) - Gap;
        (_font, _cell) = (font, cell);
        _canvas = new PictureCanvas(new byte[width * height * 4], width, height);
        _canvas.Clear(Ground);
    }

    /// <summary>How much a small picture is enlarged, so that people see something.</summary>
    /// <param name="side">Its pixels.</param>
    public static int Enlarged(int side) => Math.Max(1, (int)Math.Round((double)Pictured / side));

    /// <summary>Makes a folder and writes numbered sheets into it.</summary>
    /// <exception cref="UserErrorException">It cannot be written.</exception>
    public static void WriteAll(string folder, string name, IEnumerable<EvaluationSheet> sheets)
    {
        foreach (var (i, sheet) in sheets.Index()) Write(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{i:000}"), sheet);
    }

    /// <summary>Makes a folder, writes a sheet into it and disposes the sheet.</summary>
    /// <exception cref="UserErrorException">It cannot be written.</exception>
    public static void Write(string folder, string name, EvaluationSheet sheet)
    {
        try
        {
            using (sheet)
            {
                Directory.CreateDirectory(folder);
                sheet._canvas.SavePng(Path.Combine(folder, name + ".png"));
            }
        }
        catch (Exception trouble) when (FileFault.Is(trouble))
        {
            throw new UserErrorException($"Pictures cannot be written into '{folder}': {FileFault.Text(trouble)}", trouble);
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
        Write(column, top, caption);
        var shown = rgb.ToArray();
        for (var i = 0; i < rgb.Length / 3; i++)
            if (isMarked(i))
                (shown[3 * i], shown[3 * i + 1], shown[3 * i + 2]) = ((byte)((rgb[3 * i] + 255) / 2), (byte)((rgb[3 * i + 1] + 120) / 2), (byte)(rgb[3 * i + 2] / 2));
        _canvas.Picture(Left(column, width * scale), top + Caption, shown, width, scale);
    }

    /// <summary>A spectrogram: low bands at the bottom, from black over violet to white.</summary>
    /// <param name="mel">[bands, frames] log10 mel</param>
    public void Spectrogram(int column, int top, string caption, float[] mel, int bands)
    {
        var frames = mel.Length / bands;
        Write(column, top, caption);
        var shown = new byte[3 * mel.Length];
        for (var band = 0; band < bands; band++)
        {
            for (var frame = 0; frame < frames; frame++)
            {
                var level = Math.Clamp((mel[band * frames + frame] - Floor) / Range, 0, 1);
                var to = 3 * ((bands - 1 - band) * frames + frame);
                (shown[to], shown[to + 1], shown[to + 2]) = ((byte)(255 * level), (byte)(255 * level * level * level), (byte)(255 * Math.Min(1, 0.15 + level * (1.2 - 0.4 * level))));
            }
        }

        _canvas.Picture(Left(column, frames * Scale), top + Caption, shown, frames, Scale);
    }

    public void Dispose() => _canvas.Dispose();

    /// <summary>Where a part of this width begins, so that it lies in the middle of its column.</summary>
    private int Left(int column, int width) => column * (_cell + Gap) + (_cell - width) / 2;

    /// <summary>A caption no wider than its column.</summary>
    private void Write(int column, int top, string caption) => _canvas.Text(_font, column * (_cell + Gap) + 4, top + 2, caption, SKColors.White, room: _cell - 8);
}

using System.Globalization;
using System.Text;
using DeepAvFusion.Core;
using SkiaSharp;

namespace DeepAvFusion.Media.Drawing;

/// <summary>Letters of one size for labels, out of the fonts that are installed: one for all that it has, and for other scripts whichever has them. What none has is a box.</summary>
public sealed class LabelFont
{
    private const string Ellipsis = "\u2026";

    private readonly InstalledFonts _installed;
    private readonly float _size;
    private readonly Dictionary<SKTypeface, SKFont> _fonts = [];

    internal LabelFont(InstalledFonts installed, float size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 6);
        (_installed, _size) = (installed, size);
        var metrics = Of(installed.Base).Metrics;
        Ascent = MathF.Ceiling(-metrics.Ascent);
        LineHeight = (int)(Ascent + MathF.Ceiling(metrics.Descent));
    }

    /// <summary>Pixels from one line to the next.</summary>
    public int LineHeight { get; }

    /// <summary>Pixels from the top of a line to where its letters stand.</summary>
    internal float Ascent { get; }

    /// <param name="size">In pixels.</param>
    /// <exception cref="UserErrorException">No font is installed.</exception>
    public static LabelFont Load(float size) => new(InstalledFonts.Shared, size);

    /// <summary>Pixels that a text is long.</summary>
    internal float Width(string text) => Runs(text).Sum(run => run.Width);

    /// <summary>The text, or its beginning and an ellipsis where it is longer than `room` pixels.</summary>
    internal IReadOnlyList<Run> Fit(string text, double room)
    {
        var whole = Runs(text);
        if (whole.Sum(run => run.Width) <= room)
            return whole;
        var starts = StringInfo.ParseCombiningCharacters(text);
        for (var kept = starts.Length - 1; kept > 0; kept--)
            if (Runs(text[..starts[kept]].TrimEnd() + Ellipsis) is var cut && cut.Sum(run => run.Width) <= room)
                return cut;
        return Width(Ellipsis) <= room ? Runs(Ellipsis) : [];
    }

    /// <summary>Parts of a text that have one font each.</summary>
    private List<Run> Runs(string text)
    {
        var runs = new List<Run>();
        var part = new StringBuilder();
        SKTypeface? face = null;
        foreach (var letter in text.EnumerateRunes().Where(letter => !Rune.IsControl(letter)))
        {
            var next = _installed.With(letter);
            if (face is not null && next != face)
                End();
            face = next;
            part.Append(letter.ToString());
        }
        End();
        return runs;

        void End()
        {
            if (part.Length > 0)
                runs.Add(new Run(Of(face!), part.ToString(), Of(face!).MeasureText(part.ToString())));
            part.Clear();
        }
    }

    private SKFont Of(SKTypeface face)
    {
        if (!_fonts.TryGetValue(face, out var font))
            _fonts[face] = font = new SKFont(face, _size) { Edging = SKFontEdging.Antialias, Subpixel = true };
        return font;
    }

    /// <param name="Width">Pixels.</param>
    internal readonly record struct Run(SKFont Font, string Text, float Width);
}

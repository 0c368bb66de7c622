using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Media.Drawing;
using SkiaSharp;

namespace DeepAvFusion.Sinks.Overlay;

/// <summary>Draws one analysis on a picture: tint, outline and name of each region, the best label, the level, the time, and whether the model is trained.</summary>
internal sealed class OverlayPainter
{
    private const double Strength = 0.45;
    private const double LevelFloor = 60;
    private const int Edge = 2;

    private readonly LabelFont _font;

    /// <param name="height">Of the pictures; the letters follow it.</param>
    /// <exception cref="UserErrorException">No font is installed.</exception>
    public OverlayPainter(int height) => _font = LabelFont.Load(Math.Clamp(height / 20f, 10, 40));

    public void Paint(PictureCanvas canvas, MediaTime time, AvAnalysis? analysis)
    {
        if (analysis?.Map is { } map)
            canvas.Tint(map, Strength, n => n > 0 && n <= analysis.Regions.Count ? Palette.Of(analysis.Regions[n - 1].Id) : null);
        var belowTime = _font.LineHeight + (2 * Edge);
        foreach (var region in analysis?.Regions.Where(region => region.Outline.Count > 2) ?? [])
        {
            var colour = Palette.Of(region.Id);
            canvas.Outline(region.Outline, colour, Math.Max(1.5, canvas.Height / 180d));
            canvas.Text(_font, region.Box.X * canvas.Width, Math.Max(belowTime, (region.Box.Y * canvas.Height) - _font.LineHeight), Name(region), colour);
        }
        canvas.Text(_font, Edge, Edge, time.ToString()[..^2], SKColors.White);
        if (analysis is null)
            return;
        if (!analysis.Model.IsTrained)
            canvas.Text(_font, canvas.Width, Edge, analysis.Model.Training, Palette.Of(1));
        if (analysis.Labels is [var best, ..])
            canvas.Text(_font, Edge, canvas.Height - _font.LineHeight - 6, $"{best.Label} {Percent(best.Score)}", SKColors.White);
        canvas.Bar(0, canvas.Height - 4, canvas.Width, 4, (analysis.Level.Rms + LevelFloor) / LevelFloor, Palette.Of(0));
    }

    private static string Name(SoundingRegion region) =>
        region.Label is { } label ? $"{label} {Percent(region.LabelScore)}" : $"region {region.Id.ToString(CultureInfo.InvariantCulture)}";

    private static string Percent(double share) => (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";
}

using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Media.Writers;

namespace DeepAvFusion.Sinks.Overlay;

/// <summary>Draws one analysis on a picture: tint, outline and name of each region, the best label, the level, the time, and whether the model is trained.</summary>
internal sealed class OverlayPainter
{
    private const double Strength = 0.45;
    private const double LevelFloor = 60;

    private readonly GlyphAtlas _glyphs;

    private OverlayPainter(GlyphAtlas glyphs) => _glyphs = glyphs;

    /// <param name="height">Of the pictures; the letters follow it.</param>
    public static async Task<OverlayPainter> CreateAsync(int height, CancellationToken cancel) =>
        new(await GlyphAtlas.CreateAsync(Math.Clamp(height / 20, 9, 40), cancel).ConfigureAwait(false));

    public void Paint(RgbCanvas canvas, MediaTime time, AvAnalysis? analysis)
    {
        if (analysis?.Map is { } map)
            canvas.Tint(map, Strength, n => n > 0 && n <= analysis.Regions.Count ? Rgb.Of(analysis.Regions[n - 1].Id) : null);
        foreach (var region in analysis?.Regions.Where(region => region.Outline.Count > 2) ?? [])
        {
            var colour = Rgb.Of(region.Id);
            canvas.Outline(region.Outline, colour, Math.Max(1.5, canvas.Height / 180d));
            canvas.Text(_glyphs, (int)(region.Box.X * canvas.Width), (int)(region.Box.Y * canvas.Height) - _glyphs.CellHeight, Name(region), colour);
        }
        canvas.Text(_glyphs, 2, 2, time.ToString()[..^2], Rgb.White);
        if (analysis is null)
            return;
        if (!analysis.Model.IsTrained)
            canvas.Text(_glyphs, canvas.Width, 2, analysis.Model.Training, Rgb.Of(1));
        if (analysis.Labels is [var best, ..])
            canvas.Text(_glyphs, 2, canvas.Height - _glyphs.CellHeight - 6, $"{best.Label} {Percent(best.Score)}", Rgb.White);
        canvas.Bar(0, canvas.Height - 4, canvas.Width, 4, (analysis.Level.Rms + LevelFloor) / LevelFloor, Rgb.Of(0));
    }

    private static string Name(SoundingRegion region) =>
        region.Label is { } label ? $"{label} {Percent(region.LabelScore)}" : $"region {region.Id.ToString(CultureInfo.InvariantCulture)}";

    private static string Percent(double share) => (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";
}

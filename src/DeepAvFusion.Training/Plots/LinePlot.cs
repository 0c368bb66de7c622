using System.Globalization;
using ScottPlot;
using ScottPlot.MultiplotLayouts;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace DeepAvFusion.Training.Plots;

/// <summary>A plot of lines over a common axis.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="AxisX">What the horizontal axis counts.</param>
/// <param name="AxisY">What the vertical axis measures, with its unit.</param>
/// <param name="Lines">Lines by name; points that are not finite are left out.</param>
/// <param name="MayBeLogarithmic">Whether equal steps upwards may be equal factors: they are where all values are above 0 and some ten times as large as others.</param>
public sealed record LinePlot(string Title, string AxisX, string AxisY, IReadOnlyList<PlotLine> Lines, bool MayBeLogarithmic = false)
{
    private const int Width = 880;
    private const int Height = 420;
    private const double Decade = 10;
    private const double MarginX = 0.01;                   // beside the lines, as a share of their width
    private static readonly Color[] Colours = Array.ConvertAll(["#2f6fde", "#d9822b", "#2a9d5c", "#b83280", "#6b7280", "#dc2626", "#7c3aed", "#0891b2"], Color.FromHex);
    private static readonly LinePattern[] Patterns = [LinePattern.Solid, LinePattern.Dashed, LinePattern.Dotted];   // of lines beyond the colours

    /// <summary>Writes plots below each other, whole or not at all: as PNG where the path ends so, else as SVG.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="Core.UserErrorException">No font is installed.</exception>
    public static void Save(IReadOnlyList<LinePlot> plots, string path)
    {
        PlotFont.Require();
        var all = new Multiplot { Layout = new Rows() };
        all.AddPlots(plots.Count);
        foreach (var (plot, drawn) in plots.Zip(all.GetPlots())) plot.Draw(drawn);
        var (temporary, height) = (path + ".tmp", plots.Count * Height);
        File.WriteAllBytes(temporary, Path.GetExtension(path) == ".png" ? all.Render(Width, height).GetImageBytes(ImageFormat.Png) : Svg(all, height));
        File.Move(temporary, path, overwrite: true);
    }

    private static byte[] Svg(Multiplot all, int height)
    {
        all.Render(Width, height).Dispose();                                  // finds how much room the labels take, which would else be drawn twice
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(Width, height), stream)) all.Render(canvas, new PixelRect(0, Width, height, 0));
        return stream.ToArray();
    }

    private void Draw(Plot plot)
    {
        var shown = Lines.Select(line => line.Points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).ToArray()).ToArray();
        var values = shown.SelectMany(points => points).Select(point => point.Y).DefaultIfEmpty().ToArray();
        var isLogarithmic = MayBeLogarithmic && values.Min() > 0 && values.Max() >= Decade * values.Min();
        foreach (var (i, points) in shown.Index())
        {
            var line = plot.Add.Scatter(Array.ConvertAll(points, point => point.X), Array.ConvertAll(points, point => isLogarithmic ? Math.Log10(point.Y) : point.Y), Colours[i % Colours.Length]);
            (line.LegendText, line.LineWidth, line.LinePattern) = (Lines[i].Name, 1.8f, Patterns[i / Colours.Length % Patterns.Length]);
            line.MarkerSize = points.Length == 1 ? 6 : 0;
        }

        if (isLogarithmic) plot.Axes.Left.TickGenerator = Logarithms(values.Min(), values.Max());
        plot.Axes.Margins(horizontal: MarginX);
        plot.Title(Title);
        plot.XLabel(AxisX);
        plot.YLabel(AxisY);
        plot.ShowLegend(Edge.Right);
    }

    /// <summary>1, 2 and 5 of every decade.</summary>
    private static NumericManual Logarithms(double least, double most)
    {
        var ticks = new NumericManual();
        for (var decade = (int)Math.Floor(Math.Log10(least)); decade <= Math.Log10(most); decade++)
            foreach (var digit in new[] { 1, 2, 5 })
                ticks.AddMajor(decade + Math.Log10(digit), (digit * Math.Pow(Decade, decade)).ToString("G3", CultureInfo.InvariantCulture));
        return ticks;
    }
}

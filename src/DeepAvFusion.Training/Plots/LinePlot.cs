using System.Globalization;
using System.Net;
using System.Text;

namespace DeepAvFusion.Training.Plots;

/// <summary>A plot of lines over a common axis, as SVG.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="AxisX">What the horizontal axis counts.</param>
/// <param name="Lines">Lines by name; points that are not finite are left out.</param>
public sealed record LinePlot(string Title, string AxisX, IReadOnlyList<PlotLine> Lines)
{
    private const int Width = 720;
    private const int Height = 420;
    private const int Left = 70;
    private const int TitleHeight = 40;
    private const int LegendRow = 18;
    private const int LegendColumns = 4;
    private const int Right = 20;
    private const int Bottom = 50;
    private const int MostTicks = 6;
    private static readonly string[] Colours = ["#2f6fde", "#d9822b", "#2a9d5c", "#b83280", "#6b7280", "#dc2626", "#7c3aed", "#0891b2"];
    private static readonly string[] Dashes = ["", "7 4", "2 3"];              // of lines beyond the colours

    private int Top => TitleHeight + (Lines.Count + LegendColumns - 1) / LegendColumns * LegendRow + 6;

    public string ToSvg() => ToSvg([this]);

    /// <summary>Several plots below each other.</summary>
    public static string ToSvg(IReadOnlyList<LinePlot> plots)
    {
        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {plots.Count * Height}\" font-family=\"system-ui, sans-serif\" font-size=\"12\">");
        Add(svg, $"<rect width=\"{Width}\" height=\"{plots.Count * Height}\" fill=\"#ffffff\"/>");
        foreach (var (i, plot) in plots.Index())
        {
            Add(svg, $"<g transform=\"translate(0,{i * Height})\">");
            plot.Draw(svg);
            Add(svg, $"</g>");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private void Draw(StringBuilder svg)
    {
        var points = Lines.SelectMany(line => line.Points).Where(IsShown).ToArray();
        var (x, y) = (Scale.Of(points.Select(point => point.X)), Scale.Of(points.Select(point => point.Y)));
        Add(svg, $"<text x=\"{Left}\" y=\"24\" font-size=\"16\" fill=\"#111827\">{WebUtility.HtmlEncode(Title)}</text>");
        Axes(svg, x, y);
        for (var i = 0; i < Lines.Count; i++) Line(svg, Lines[i], i, x, y);
    }

    private void Axes(StringBuilder svg, Scale x, Scale y)
    {
        foreach (var tick in y.Ticks())
        {
            var row = PlaceY(tick, y);
            Add(svg, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{row:0.#}\" y2=\"{row:0.#}\" stroke=\"#e5e7eb\"/>");
            Add(svg, $"<text x=\"{Left - 8}\" y=\"{row + 4:0.#}\" text-anchor=\"end\" fill=\"#4b5563\">{Label(tick)}</text>");
        }

        foreach (var tick in x.Ticks())
            Add(svg, $"<text x=\"{PlaceX(tick, x):0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\" fill=\"#4b5563\">{Label(tick)}</text>");
        Add(svg, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 10}\" text-anchor=\"middle\" fill=\"#4b5563\">{WebUtility.HtmlEncode(AxisX)}</text>");
    }

    private void Line(StringBuilder svg, PlotLine line, int number, Scale x, Scale y)
    {
        var (colour, dash) = (Colours[number % Colours.Length], Dashes[number / Colours.Length % Dashes.Length]);
        var places = line.Points.Where(IsShown).Select(point => string.Create(CultureInfo.InvariantCulture, $"{PlaceX(point.X, x):0.#},{PlaceY(point.Y, y):0.#}")).ToArray();
        Add(svg, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.8\" stroke-dasharray=\"{dash}\" stroke-linejoin=\"round\" points=\"{string.Join(' ', places)}\"/>");
        if (places.Length == 1) Add(svg, $"<circle cx=\"{places[0].Split(',')[0]}\" cy=\"{places[0].Split(',')[1]}\" r=\"3\" fill=\"{colour}\"/>");
        var (column, row) = (Left + number % LegendColumns * 160, TitleHeight + number / LegendColumns * LegendRow);
        Add(svg, $"<line x1=\"{column}\" x2=\"{column + 14}\" y1=\"{row + 2}\" y2=\"{row + 2}\" stroke=\"{colour}\" stroke-width=\"3\" stroke-dasharray=\"{dash}\"/>");
        Add(svg, $"<text x=\"{column + 20}\" y=\"{row + 6}\" fill=\"#111827\">{WebUtility.HtmlEncode(line.Name)}</text>");
    }

    private static double PlaceX(double value, Scale x) => Left + (value - x.Low) / (x.High - x.Low) * (Width - Left - Right);

    private double PlaceY(double value, Scale y) => Height - Bottom - (value - y.Low) / (y.High - y.Low) * (Height - Top - Bottom);

    private static bool IsShown((double X, double Y) point) => double.IsFinite(point.X) && double.IsFinite(point.Y);

    private static string Label(double value) => Math.Abs(value) is > 1e-12 and < 0.001 ? value.ToString("0.#e+0", CultureInfo.InvariantCulture) : value.ToString("0.###", CultureInfo.InvariantCulture);

    private static void Add(StringBuilder svg, FormattableString text) => svg.AppendLine(FormattableString.Invariant(text));

    /// <summary>A range that begins and ends at round numbers.</summary>
    private readonly record struct Scale(double Low, double High, double Step)
    {
        public static Scale Of(IEnumerable<double> values)
        {
            var all = values.DefaultIfEmpty(0).ToArray();
            var (low, high) = (all.Min(), all.Max());
            if (high <= low) (low, high) = (low - 0.5, high + 0.5);
            var least = (high - low) / MostTicks;
            var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
            var step = power * new[] { 1.0, 2, 5, 10 }.First(factor => factor * power >= least * (1 - 1e-9));
            return new Scale(Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, step);
        }

        public IEnumerable<double> Ticks()
        {
            var (low, step) = (Low, Step);
            return Enumerable.Range(0, (int)Math.Round((High - Low) / Step) + 1).Select(i => low + i * step);
        }
    }
}

/// <summary>One line of a plot.</summary>
public sealed record PlotLine(string Name, IReadOnlyList<(double X, double Y)> Points);

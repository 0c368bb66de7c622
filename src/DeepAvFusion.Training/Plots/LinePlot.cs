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
    private const int Top = 44;
    private const int Right = 20;
    private const int Bottom = 50;
    private const int Ticks = 5;
    private static readonly string[] Colours = ["#2f6fde", "#d9822b", "#2a9d5c", "#b83280", "#6b7280", "#0f766e"];

    public string ToSvg()
    {
        var points = Lines.SelectMany(line => line.Points).Where(IsShown).ToArray();
        var (x, y) = (Range(points.Select(point => point.X)), Range(points.Select(point => point.Y)));
        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"system-ui, sans-serif\" font-size=\"12\">");
        Add(svg, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>");
        Add(svg, $"<text x=\"{Left}\" y=\"24\" font-size=\"16\" fill=\"#111827\">{WebUtility.HtmlEncode(Title)}</text>");
        Axes(svg, x, y);
        for (var i = 0; i < Lines.Count; i++) Line(svg, Lines[i], i, x, y);
        return svg.Append("</svg>\n").ToString();
    }

    private void Axes(StringBuilder svg, (double Low, double High) x, (double Low, double High) y)
    {
        for (var i = 0; i <= Ticks; i++)
        {
            var (share, row) = ((double)i / Ticks, Height - Bottom - (Height - Top - Bottom) * (double)i / Ticks);
            Add(svg, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{row:0.#}\" y2=\"{row:0.#}\" stroke=\"#e5e7eb\"/>");
            Add(svg, $"<text x=\"{Left - 8}\" y=\"{row + 4:0.#}\" text-anchor=\"end\" fill=\"#4b5563\">{Label(y.Low + share * (y.High - y.Low))}</text>");
            Add(svg, $"<text x=\"{Left + share * (Width - Left - Right):0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\" fill=\"#4b5563\">{Label(x.Low + share * (x.High - x.Low))}</text>");
        }

        Add(svg, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 10}\" text-anchor=\"middle\" fill=\"#4b5563\">{WebUtility.HtmlEncode(AxisX)}</text>");
    }

    private static void Line(StringBuilder svg, PlotLine line, int number, (double Low, double High) x, (double Low, double High) y)
    {
        var colour = Colours[number % Colours.Length];
        var places = line.Points.Where(IsShown).Select(point => string.Create(CultureInfo.InvariantCulture, $"{PlaceX(point.X):0.#},{PlaceY(point.Y):0.#}")).ToArray();
        Add(svg, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.8\" points=\"{string.Join(' ', places)}\"/>");
        if (places.Length == 1) Add(svg, $"<circle cx=\"{places[0].Split(',')[0]}\" cy=\"{places[0].Split(',')[1]}\" r=\"3\" fill=\"{colour}\"/>");
        var column = Left + 14 + number % 4 * 155;
        var row = Top + 12 + number / 4 * 16;
        Add(svg, $"<rect x=\"{column}\" y=\"{row - 9}\" width=\"12\" height=\"4\" fill=\"{colour}\"/>");
        Add(svg, $"<text x=\"{column + 18}\" y=\"{row - 3}\" fill=\"#111827\">{WebUtility.HtmlEncode(line.Name)}</text>");

        double PlaceX(double value) => Left + (value - x.Low) / (x.High - x.Low) * (Width - Left - Right);
        double PlaceY(double value) => Height - Bottom - (value - y.Low) / (y.High - y.Low) * (Height - Top - Bottom);
    }

    private static bool IsShown((double X, double Y) point) => double.IsFinite(point.X) && double.IsFinite(point.Y);

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        var all = values.DefaultIfEmpty(0).ToArray();
        var (low, high) = (all.Min(), all.Max());
        return high > low ? (low, high) : (low - 0.5, high + 0.5);
    }

    private static string Label(double value) => Math.Abs(value) is > 0 and < 0.01 ? value.ToString("0.0e+0", CultureInfo.InvariantCulture) : value.ToString("0.###", CultureInfo.InvariantCulture);

    private static void Add(StringBuilder svg, FormattableString text) => svg.AppendLine(FormattableString.Invariant(text));
}

/// <summary>One line of a plot.</summary>
public sealed record PlotLine(string Name, IReadOnlyList<(double X, double Y)> Points);

using System.Globalization;
using System.Text;

namespace Prometheus;

/// <summary>Writes metrics in one of the text formats.</summary>
internal sealed class ExpositionText(ExpositionFormat format)
{
    private const string TotalSuffix = "_total";

    private readonly StringBuilder _text = new();

    private bool IsOpenMetrics => format == ExpositionFormat.OpenMetricsText;

    /// <summary>The lines that introduce a metric's name. OpenMetrics knows a counter without its suffix, and none that lacks it.</summary>
    public void Family(Collector collector)
    {
        var name = collector.Name;
        var type = collector.Type.ToString().ToLowerInvariant();
        if (IsOpenMetrics && collector.Type == MetricType.Counter)
        {
            if (name.EndsWith(TotalSuffix, StringComparison.Ordinal)) name = name[..^TotalSuffix.Length];
            else type = "unknown";
        }

        _text.Append("# HELP ").Append(name).Append(' ').Append(EscapeHelp(collector.Help)).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
    }

    public void Point(string name, string suffix, string labels, double value) => Point(name, suffix, labels, Number(value));

    public void Point(string name, string suffix, string labels, long value) => Point(name, suffix, labels, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a label whose value is a number.</summary>
    public string WithNumber(string labels, string name, double value)
    {
        var label = $"{name}=\"{Number(value)}\"";
        return labels.Length == 0 ? label : $"{labels},{label}";
    }

    public byte[] ToBytes()
    {
        if (IsOpenMetrics) _text.Append("# EOF\n");
        return PrometheusConstants.ExportEncoding.GetBytes(_text.ToString());
    }

    private void Point(string name, string suffix, string labels, string value)
    {
        _text.Append(name).Append(suffix);
        if (labels.Length > 0) _text.Append('{').Append(labels).Append('}');
        _text.Append(' ').Append(value).Append('\n');
    }

    private string Number(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "+Inf" : "-Inf";
        var text = value.ToString("g", CultureInfo.InvariantCulture);
        return IsOpenMetrics && text.AsSpan().IndexOfAny('.', 'e') < 0 ? text + ".0" : text;
    }

    private string EscapeHelp(string help)
    {
        var escaped = help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return IsOpenMetrics ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }
}

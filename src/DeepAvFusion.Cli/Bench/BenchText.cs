using System.Globalization;
using DeepAvFusion.Benchmarks.Measuring;

namespace DeepAvFusion.Cli.Bench;

/// <summary>Numbers as tables show them.</summary>
internal static class BenchText
{
    private const double Mebibyte = 1 << 20;

    public static string Number(double value, BenchUnit unit) => unit switch
    {
        BenchUnit.Seconds or BenchUnit.CpuSeconds when value < 1e-3 => Text(value * 1e6, "0 µs"),
        BenchUnit.Seconds or BenchUnit.CpuSeconds when value < 1 => Text(value * 1e3, value < 0.1 ? "0.0 ms" : "0 ms"),
        BenchUnit.Seconds or BenchUnit.CpuSeconds => Text(value, "0.00 s"),
        BenchUnit.Bytes => Text(value / Mebibyte, "0 MiB"),
        BenchUnit.Share => Text(value, Math.Abs(value) < 1e-3 ? "0.00000 %" : "0.0 %"),
        BenchUnit.PerSecond => Text(value, "0.0/s"),
        _ => Text(value, "0.00x"),
    };

    /// <summary>The median, and between which values the turns lay.</summary>
    public static string Ratio(Spread ratio) => Text(ratio.Median, "0.00") + (ratio.Low == ratio.High ? "" : $" ({Text(ratio.Low, "0.00")}–{Text(ratio.High, "0.00")})");

    /// <summary>The limit of the ratio, or of the number itself.</summary>
    public static string Bar(BenchRow row) => row.Bar is not { } bar ? ""
        : (bar.Kind == BarKind.AtMost ? "≤ " : "≥ ") + (row.Compares ? Text(bar.Limit, "0.00") : Number(bar.Limit, row.Unit));

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

using System.Globalization;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Status;
using Spectre.Console;

namespace DeepAvFusion.Cli.Analyze;

/// <summary>The closing table of an analysis.</summary>
internal static class AnalyzeTable
{
    private const int MostEvents = 12;

    public static void Print(AnalyzeRequest request, StreamStatus status, SummarySink summary, ModelIdentity model, Analyzer analyzer, TimeSpan wall)
    {
        var table = new Table().RoundedBorder().HideHeaders().AddColumn("what").AddColumn("value");
        table.AddRow("source", TerminalText.Cell(status.Source));
        table.AddRow("state", $"{SettingsReader.Dashed(status.State.ToString())}: {TerminalText.Cell(status.Detail)}");
        table.AddRow("model", model.IsTrained
            ? TerminalText.Cell($"{model.Name} on {analyzer.Device} in {analyzer.NumberType}")
            : $"[yellow]{TerminalText.Cell(model.Name)} on {analyzer.Device} in {analyzer.NumberType}, untrained: its results mean nothing[/]");
        table.AddRow("media", Invariant($"{status.Position.TotalSeconds:0.0} s in {wall.TotalSeconds:0.0} s ({status.Position / wall:0.0}x)"));
        table.AddRow("windows", Invariant($"{summary.Windows} analysed, {status.LostTotal} lost") + Losses(status));
        table.AddRow("age of result", Invariant($"p50 {Seconds(status.Age.P50)}, p95 {Seconds(status.Age.P95)}, p99 {Seconds(status.Age.P99)}"));
        var t = summary.Times;
        var n = Math.Max(1, summary.Windows);
        table.AddRow("compute a window", Invariant($"{Seconds(t.Compute / n)}: features {Seconds(t.Features / n)}, encoder {Seconds(t.Encoder / n)}, heads {Seconds(t.Heads / n)}, regions {Seconds(t.Regions / n)}, separation {Seconds(t.Separation / n)}"));
        table.AddRow("regions", Invariant($"{summary.Regions}"));
        table.AddRow("results in", TerminalText.Cell(request.Output));
        AnsiConsole.Write(table);
        if (summary.Events.Count == 0)
            return;
        var events = new Table().RoundedBorder().AddColumn("event").AddColumn("verdict").AddColumn(new TableColumn("from").RightAligned()).AddColumn(new TableColumn("to").RightAligned());
        foreach (var e in summary.Events.Take(MostEvents))
            events.AddRow(TerminalText.Cell(e.Label), SettingsReader.Dashed(e.Verdict.ToString()), Invariant($"{e.Start:0.0} s"), e.End is { } end ? Invariant($"{end:0.0} s") : "");
        AnsiConsole.Write(events);
        if (summary.Events.Count > MostEvents)
            AnsiConsole.MarkupLine($"[grey]and {summary.Events.Count - MostEvents} more in events.jsonl[/]");
    }

    private static string Losses(StreamStatus status) =>
        string.Concat(status.Lost.Select(lost => $" ({lost.Value} {lost.Key.Reason.ToString().ToLowerInvariant()} in {lost.Key.Stage})"));

    private static string Seconds(TimeSpan span) => span.TotalSeconds < 1 ? Invariant($"{span.TotalMilliseconds:0.0} ms") : Invariant($"{span.TotalSeconds:0.00} s");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

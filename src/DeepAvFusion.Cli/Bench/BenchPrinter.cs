using System.Globalization;
using System.Text.Json;
using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core.Settings;
using Spectre.Console;

namespace DeepAvFusion.Cli.Bench;

/// <summary>Prints benchmarks as tables or as JSON lines.</summary>
internal sealed class BenchPrinter(bool json)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public void Machine(IReadOnlyList<(string Name, string Value)> facts)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(facts.ToDictionary(fact => fact.Name, fact => fact.Value), Json));
            return;
        }
        var table = new Table().RoundedBorder().HideHeaders().AddColumn("what").AddColumn("value");
        foreach (var (name, value) in facts)
            table.AddRow(TerminalText.Cell(name), TerminalText.Cell(value));
        AnsiConsole.Write(table);
    }

    public void Report(BenchReport report)
    {
        if (json)
        {
            foreach (var row in report.Rows)
                Console.WriteLine(JsonSerializer.Serialize(Flat(report.Name, row), Json));
            return;
        }
        var table = new Table().RoundedBorder().Title(TerminalText.Cell(report.Title)).AddColumn("what");
        foreach (var column in new[] { "ours", report.Beside, "ratio", "bar" })
            table.AddColumn(new TableColumn(TerminalText.Cell(column)).RightAligned());
        table.AddColumn("verdict").AddColumn("");
        foreach (var row in report.Rows)
            table.AddRow(TerminalText.Cell(row.What), BenchText.Number(row.Ours.Median, row.Unit), row.Beside is { } beside ? BenchText.Number(beside.Median, row.Unit) : "",
                row.Ratio is { } ratio ? BenchText.Ratio(ratio) : "", BenchText.Bar(row), Verdict(row.Verdict), TerminalText.Cell(row.Remark));
        AnsiConsole.Write(table);
        foreach (var note in report.Notes)
            Console.WriteLine(note);
        Console.WriteLine();
    }

    private static object Flat(string bench, BenchRow row) => new
    {
        Bench = bench,
        row.What,
        Unit = SettingsReader.Dashed(row.Unit.ToString()),
        row.Ours,
        row.Beside,
        row.Ratio,
        Bar = row.Bar is { } bar ? string.Create(CultureInfo.InvariantCulture, $"{(bar.Kind == BarKind.AtMost ? "<=" : ">=")} {bar.Limit}") : null,
        Verdict = SettingsReader.Dashed(row.Verdict.ToString()),
        row.Remark,
    };

    private static string Verdict(BenchVerdict verdict) => verdict switch
    {
        BenchVerdict.Met => "[green]met[/]",
        BenchVerdict.Missed => "[red]missed[/]",
        BenchVerdict.NotJudged => "[grey]not judged[/]",
        _ => "",
    };
}

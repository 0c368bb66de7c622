using System.CommandLine;
using System.Text.Json;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Model.Golden;
using DeepAvFusion.Training.Golden;
using Spectre.Console;
using TorchSharp;

namespace DeepAvFusion.Cli.Verify;

/// <summary>`deepav verify --golden DIR`: recomputes recorded results and compares, so that a build or a device can be trusted.</summary>
internal static class VerifyCommand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Command Create()
    {
        var golden = new Option<string>("--golden") { Description = "Folder with recorded cases, one folder each (tests/golden has them).", HelpName = "DIR", Required = true };
        var device = new Option<string>("--device", "-d") { Description = "cpu, cuda, cuda:N or auto.", DefaultValueFactory = _ => "cpu" };
        var type = new Option<string>("--dtype") { Description = "float32 (each case's own tolerance) or bfloat16 (a wider one, stated in the table).", DefaultValueFactory = _ => "float32" };
        type.AcceptOnlyFromAmong("float32", "bfloat16");
        var only = new Option<string?>("--only") { Description = "Only cases whose name contains this text.", HelpName = "TEXT" };
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of the table." };
        var command = new Command("verify", "Recompute recorded results of the original model and compare: a table and N passed, N failed.") { golden, device, type, only, json };
        command.SetAction(parsed =>
        {
            var folder = new DirectoryInfo(parsed.GetRequiredValue(golden));
            if (!folder.Exists)
                throw new UserErrorException($"There is no folder '{folder}': give the folder that holds the case folders.");
            var options = new GoldenOptions(
                AnalyzerOpener.DeviceOf(parsed.GetRequiredValue(device)),
                parsed.GetValue(type) == "bfloat16" ? torch.ScalarType.BFloat16 : torch.ScalarType.Float32,
                parsed.GetValue(only),
                TrainingGoldenFamilies.All);
            return Print(GoldenRunner.Run(folder, options), parsed.GetValue(json));
        });
        return command;
    }

    private static int Print(IEnumerable<GoldenResult> results, bool json)
    {
        var counts = new Dictionary<GoldenVerdict, int>();
        var table = new Table().RoundedBorder().AddColumns("case", "what").AddColumn(new TableColumn("worst abs").RightAligned())
            .AddColumn(new TableColumn("worst rel").RightAligned()).AddColumn(new TableColumn("tolerance").RightAligned()).AddColumn("verdict");
        foreach (var result in results)
        {
            counts[result.Verdict] = counts.GetValueOrDefault(result.Verdict) + 1;
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(new { result.Case, result.What, result.WorstAbsolute, result.WorstRelative, result.Tolerance, Verdict = SettingsReader.Dashed(result.Verdict.ToString()), result.Reason }, Json));
            else
                table.AddRow(TerminalText.Cell(result.Case), TerminalText.Cell(result.What), Number(result.WorstAbsolute), Number(result.WorstRelative), Number(result.Tolerance), Verdict(result));
        }
        if (counts.Count == 0)
            throw new UserErrorException("No case was found: a case is a folder with a case.json in it.");
        if (!json)
            AnsiConsole.Write(table);
        var (passed, failed, skipped) = (counts.GetValueOrDefault(GoldenVerdict.Passed), counts.GetValueOrDefault(GoldenVerdict.Failed), counts.GetValueOrDefault(GoldenVerdict.Skipped));
        (json ? Console.Error : Console.Out).WriteLine($"{passed} passed, {failed} failed" + (skipped > 0 ? $", {skipped} skipped" : ""));
        return failed == 0 ? 0 : EntryPoint.Failed;
    }

    private static string Verdict(GoldenResult result) => result.Verdict switch
    {
        GoldenVerdict.Passed => "[green]passed[/]",
        GoldenVerdict.Failed => $"[red]failed[/]{Reason(result)}",
        _ => $"[grey]skipped[/]{Reason(result)}",
    };

    private static string Reason(GoldenResult result) => result.Reason is { } reason ? ": " + TerminalText.Cell(reason) : "";

    private static string Number(double value) => value == 0 ? "0" : value.ToString("0.0e+0", System.Globalization.CultureInfo.InvariantCulture);
}

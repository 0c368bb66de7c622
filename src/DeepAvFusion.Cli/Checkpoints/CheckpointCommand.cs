using System.CommandLine;
using System.Text.Json;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Inspection;
using DeepAvFusion.Model.Checkpoints.Writers;
using Spectre.Console;

namespace DeepAvFusion.Cli.Checkpoints;

/// <summary>`deepav checkpoint`: look into, convert and compare weight files. Files are read as data; nothing in them is ever run.</summary>
internal static class CheckpointCommand
{
    private const int MostRows = 40;

    // told in rows of their own
    private static readonly string[] Numbers = ["epoch", "n_steps", "steps"];

    public static Command Create() => new("checkpoint", "Look into, convert and compare weight files (.pth of PyTorch, .safetensors).")
    {
        Inspect(),
        ConvertFile(),
        Diff(),
    };

    private static Command Inspect()
    {
        var file = new Argument<string>("FILE") { Description = "The checkpoint." };
        var command = new Command("inspect", "Layout, key families, sizes, types, epoch, the network it fits, and SHA-256.") { file };
        command.SetAction(parsed =>
        {
            var report = Watched(parsed.GetRequiredValue(file), CheckpointInspector.Inspect);
            var facts = new Table().RoundedBorder().HideHeaders().AddColumn("what").AddColumn("value");
            Row(facts, "file", $"{report.FileName}, {report.Length:N0} bytes, {Named(report.Format)}");
            Row(facts, "SHA-256", report.Sha256);
            Row(facts, "network", report.Architecture?.ToString() ?? "none this program knows");
            Row(facts, "tensors", $"{report.Tensors.Count:N0} with {report.Elements:N0} numbers" + (report.RootKey.Length > 0 ? $", under '{report.RootKey}'" : "")
                + (report.Wrapping.Length > 0 ? $", each behind '{report.Wrapping}', which is taken off" : ""));
            Row(facts, "types", string.Join(", ", report.BytesByType.Select(type => $"{type.Key.Name()} {type.Value:N0} bytes")));
            foreach (var (key, value) in report.TopLevel.Concat(report.Metadata).Where(entry => !Numbers.Contains(entry.Key)))
                Row(facts, key, Listed(value));
            Row(facts, "epoch", report.Epoch is { } epoch ? $"{epoch:N0}" : "not said");
            Row(facts, "steps", report.Steps is { } steps ? $"{steps:N0}" : "not said");
            Row(facts, "optimizer", report.OptimizerStates == 0 ? "no state" : $"state for {report.OptimizerStates:N0} parameters");
            Row(facts, "not finite", report.NonFinite.Count == 0 ? "none" : string.Join(", ", report.NonFinite.Take(MostRows)));
            AnsiConsole.Write(facts);
            var families = new Table().RoundedBorder().AddColumn("keys").AddColumn(new TableColumn("tensors").RightAligned()).AddColumn(new TableColumn("numbers").RightAligned());
            foreach (var family in report.Families)
                families.AddRow(TerminalText.Cell(family.Name), $"{family.Tensors:N0}", $"{family.Elements:N0}");
            AnsiConsole.Write(families);
        });
        return command;
    }

    private static Command ConvertFile()
    {
        var source = new Argument<string>("SOURCE") { Description = "The checkpoint to read." };
        var destination = new Argument<string>("DESTINATION") { Description = "The file to write; its ending, .safetensors, .pth or .pt, says the format." };
        var type = new Option<string?>("--dtype") { Description = "Number type of the weights written; as they are when left out." };
        type.AcceptOnlyFromAmong("float32", "float16", "bfloat16");
        var command = new Command("convert", "Write a checkpoint in another format or number type.") { source, destination, type };
        command.SetAction(parsed =>
        {
            CheckpointDType? wanted = parsed.GetValue(type) switch { "float32" => CheckpointDType.Float32, "float16" => CheckpointDType.Float16, "bfloat16" => CheckpointDType.BFloat16, _ => null };
            var converted = Watched(
                parsed.GetRequiredValue(source), (path, progress, cancel) => CheckpointConverter.Convert(path, parsed.GetRequiredValue(destination), wanted, progress, cancel));
            Console.WriteLine(FormattableString.Invariant($"{converted.Tensors:N0} tensors, {converted.Bytes:N0} bytes written to {parsed.GetValue(destination)}"));
            foreach (var note in CheckpointNotes.Of(parsed.GetValue(source)))
                Console.WriteLine(note);
            foreach (var dropped in converted.Dropped)
                Console.WriteLine(TerminalText.Line($"left out: {dropped}"));
        });
        return command;
    }

    private static Command Diff()
    {
        var first = new Argument<string>("FIRST") { Description = "A checkpoint." };
        var second = new Argument<string>("SECOND") { Description = "Another one." };
        var command = new Command("diff", "In which keys, shapes, types and numbers two checkpoints differ; exit code 1 when they do.") { first, second };
        command.SetAction(parsed =>
        {
            var difference = Watched(
                parsed.GetRequiredValue(first), (path, progress, cancel) => CheckpointDiff.Compare(path, parsed.GetRequiredValue(second), progress, cancel));
            foreach (var note in CheckpointNotes.Of(parsed.GetValue(first), parsed.GetValue(second)))
                Console.WriteLine(note);
            foreach (var line in Lines(difference))
                Console.WriteLine(TerminalText.Line(line));
            Console.WriteLine(difference.Same == 1 ? "1 tensor is equal" : FormattableString.Invariant($"{difference.Same:N0} tensors are equal"));
            return difference.IsEmpty ? 0 : EntryPoint.Failed;
        });
        return command;
    }

    /// <summary>Work on a file that shows how far it has come, and that a signal ends.</summary>
    private static T Watched<T>(string path, Func<string, IProgress<CheckpointProgress>, CancellationToken, T> work)
    {
        using var signals = new StopSignals();
        using var progress = new CheckpointReading(Path.GetFileName(path));
        return work(path, progress, signals.Token);
    }

    /// <summary>A list of texts in JSON as a person would write it; any other text as it is.</summary>
    private static string Listed(string value)
    {
        try
        {
            return value.StartsWith('[') && JsonSerializer.Deserialize<string[]>(value) is { } texts ? string.Join(", ", texts) : value;
        }
        catch (JsonException)
        {
            return value;
        }
    }

    private static IEnumerable<string> Lines(CheckpointDifference difference) =>
    [
        .. difference.OnlyInFirst.Select(key => $"only in the first   {key}"),
        .. difference.OnlyInSecond.Select(key => $"only in the second  {key}"),
        .. difference.Misshaped.Select(key => $"other shape         {key}"),
        .. difference.Retyped.Select(key => $"other type          {key}"),
        .. difference.Changed.Select(change => FormattableString.Invariant($"other numbers       {change.Name}: {change.Elements} of {change.Of}, at most {change.LargestDifference:g3} apart")),
    ];

    private static string Named(CheckpointFormat format) => format switch
    {
        CheckpointFormat.TorchZip => "PyTorch zip",
        CheckpointFormat.TorchLegacy => "PyTorch, the format before 1.6",
        _ => "safetensors",
    };

    private static void Row(Table table, string name, string value) => table.AddRow(TerminalText.Cell(name), TerminalText.Cell(value));
}

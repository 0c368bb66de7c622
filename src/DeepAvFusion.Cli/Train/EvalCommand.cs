using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Training.Settings;
using Spectre.Console;

namespace DeepAvFusion.Cli.Train;

/// <summary>`deepav eval TASK MODEL`: judges a checkpoint on data nobody trained with.</summary>
internal static class EvalCommand
{
    private const int Pictured = 12;
    internal const int LetterSize = 14;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static Command Create()
    {
        var task = new Argument<string>("task") { Description = $"The recipe whose evaluation is run: {string.Join(", ", TrainingPlan.Recipes)}.", HelpName = "TASK" };
        task.AcceptOnlyFromAmong([.. TrainingPlan.Recipes]);
        var model = new Argument<string>("model") { Description = "A checkpoint of that recipe (.pth of a run folder, or .safetensors), or the name of a shipped model.", HelpName = "MODEL" };
        var json = new Option<string?>("--json") { Description = "Write the numbers here as well.", HelpName = "FILE" };
        var pictures = new Option<string?>("--pictures") { Description = "Folder for pictures of some windows: masks over the picture, spectrograms of mixture, truth and estimate, reconstructions (tasks pretrain, separation, segmentation, joint).", HelpName = "DIR" };
        var options = new TrainingOptions();
        var command = new Command("eval", "Judge a checkpoint: nearest neighbours (pretrain); recognition (linprobe, finetune; on clips with data.dense by ten windows each, too); separation of mixtures of two sources; segmentation, also by the boxes of flickr_soundnet; or all heads of the live analyzer's model (joint).") { task, model, json, pictures };
        command.Subcommands.Add(EvalLiveCommand.Create());
        options.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var named = parsed.GetRequiredValue(model);
            var file = ShippedModels.Find(named) ?? named;
            return RunAsync(options.LoadForEvaluation(parsed, parsed.GetRequiredValue(task), PresetOf(file)), file, parsed.GetValue(json), parsed.GetValue(pictures));
        });
        return command;
    }

    /// <summary>A model of the live analyzer says itself which preset it is.</summary>
    private static string[] PresetOf(string path)
    {
        using var file = CheckpointFile.Open(path);
        try
        {
            return JointMetadata.Of(file.Metadata) is { } metadata ? [$"model.preset={metadata.Preset}"] : [];
        }
        catch (FormatException trouble)
        {
            throw new UserErrorException($"The checkpoint '{path}' cannot be used: {trouble.Message}.", trouble);
        }
    }

    private static async Task<int> RunAsync(TrainingPlan plan, string model, string? json, string? pictures)
    {
        using var setup = new EvaluationSetup(plan, model, AnalyzerOpener.DeviceOf(plan.Environment.Device));
        if (pictures is not null) setup.CheckPictures();
        var font = pictures is null ? null : LabelFont.Load(LetterSize);
        foreach (var note in CheckpointNotes.Of(model)) Console.Error.WriteLine(note);
        if (setup.Missing > 0) Console.Error.WriteLine($"{setup.Missing} listed clips or pairs are not there.");
        if (setup.Unjudged.Count > 0) Console.Error.WriteLine(TerminalText.Line($"Classes of the model that {setup.Dataset} has not, and that are not judged: {string.Join(", ", setup.Unjudged)}."));
        using var signals = new StopSignals();
        IReadOnlyDictionary<string, double> measures;
        using (new EvaluationProgress(() => setup.Progress)) measures = setup.Evaluate(signals.Token);
        var table = new Table().RoundedBorder().AddColumn("measure").AddColumn(new TableColumn("value").RightAligned());
        foreach (var (name, value) in measures) table.AddRow(TerminalText.Cell(name), double.IsNaN(value) ? "not measured" : value.ToString("0.0000", CultureInfo.InvariantCulture));
        AnsiConsole.WriteLine(TerminalText.Line($"{Path.GetFileName(model)} as {plan.Recipe} of {plan.Model.Name} on {setup.Dataset}"));
        AnsiConsole.Write(table);
        var (read, quiet) = (setup.Data, setup.Quiet);
        if (read is { Skipped: > 0 }) Console.Error.WriteLine($"{read.Skipped} of {read.Samples + read.Skipped} samples could not be read and were left out; the last: {read.LastTrouble}");
        if (quiet > 0) Console.Error.WriteLine($"{quiet} of {read?.Samples} pairs were left out because a source or its estimate is all but silent.");
        if (pictures is not null) setup.Illustrate(pictures, Pictured, font!, signals.Token);
        if (json is null) return 0;
        try
        {
            var report = new
            {
                model = Path.GetFileName(model),
                task = plan.Recipe,
                data = setup.Dataset,
                seed = plan.Environment.Seed,
                samples = read?.Samples,
                unreadable = read?.Skipped,
                missing = setup.Missing,
                quiet_pairs = quiet,
                measures,
            };
            await File.WriteAllTextAsync(json, JsonSerializer.Serialize(report, Json) + "\n").ConfigureAwait(false);
        }
        catch (Exception trouble) when (FileFault.Is(trouble))
        {
            throw new UserErrorException($"'{json}' cannot be written: {FileFault.Text(trouble)}.", trouble);
        }

        return 0;
    }
}

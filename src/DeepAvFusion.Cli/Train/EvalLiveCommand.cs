using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Live;
using Spectre.Console;

namespace DeepAvFusion.Cli.Train;

/// <summary>`deepav eval live`: judges the analyzer as it runs, on clips of the synthetic world with known truth.</summary>
internal static class EvalLiveCommand
{
    private const int UsualClips = 24;
    private const int UsualSeed = 1000;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static Command Create()
    {
        var clips = new Option<int>("--clips") { Description = "Clips to judge, of ten seconds each; in every eighth nothing sounds.", HelpName = "N", DefaultValueFactory = _ => UsualClips };
        var seed = new Option<int>("--seed") { Description = "Which clips; no seed makes one that was trained with.", HelpName = "N", DefaultValueFactory = _ => UsualSeed };
        var folder = new Option<string?>("--folder") { Description = "Judge the clips of this folder instead, which `deepav scenes generate --kind live` writes; they are decoded as files are.", HelpName = "DIR" };
        var show = new Option<string?>("--out") { Description = "Write here what the best, the median and the worst thing sounds like and where it is seen, beside the truth.", HelpName = "DIR" };
        var json = new Option<string?>("--json") { Description = "Write the numbers here as well.", HelpName = "FILE" };
        var options = new SettingsOptions();
        var command = new Command("live", "Judge the whole live analyzer, with the settings of `deepav run`: each thing's separated sound, regions, ids, events and verdicts against the truth of synthetic clips.") { clips, seed, folder, show, json };
        options.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(options.Load(parsed), new Wanted(parsed.GetValue(seed), parsed.GetValue(clips), parsed.GetValue(folder), parsed.GetValue(show), parsed.GetValue(json))));
        return command;
    }

    private static async Task<int> RunAsync(LoadedSettings loaded, Wanted wanted)
    {
        if (wanted.Seed < 0) throw new UserErrorException($"--seed {wanted.Seed} must be 0 or more.");
        var settings = loaded.Bind(ProductSettings.From).Engine;
        ILiveClips clips = wanted.Folder is { } folder
            ? new RecordedClips(folder, settings.Source)
            : new SyntheticClips(new LiveEvaluationSettings(SceneSeeds.HeldOut(wanted.Seed), wanted.Clips));
        using var analyzer = ModelOpening.Open(settings);
        var evaluation = new LiveEvaluation(analyzer, settings.Windows, settings.Assembly, settings.Batch.Size, clips);
        using var signals = new StopSignals();
        LiveScores scores;
        using (new EvaluationProgress(() => evaluation.Progress)) scores = evaluation.Run(signals.Token);
        var table = new Table().RoundedBorder().AddColumn("measure").AddColumn(new TableColumn("value").RightAligned());
        foreach (var measure in scores.Measures) table.AddRow(Markup.Escape(measure.Name), Text(measure));
        AnsiConsole.WriteLine($"{analyzer.Identity.Name} live on {clips.Count} clips of {(wanted.Folder is null ? $"seed {wanted.Seed}" : $"'{wanted.Folder}'")}");
        AnsiConsole.Write(table);
        if (wanted.Show is { } show)
        {
            evaluation.Show(show, LabelFont.Load(EvalCommand.LetterSize), signals.Token);
            AnsiConsole.WriteLine($"The best, the median and the worst thing are in '{show}'.");
        }

        if (wanted.Json is not { } json) return 0;
        try
        {
            var report = new
            {
                model = analyzer.Identity.Name,
                sha256 = analyzer.Identity.Sha256,
                task = "live",
                seed = wanted.Folder is null ? wanted.Seed : (int?)null,
                folder = wanted.Folder,
                clips = clips.Count,
                measures = scores.Measures.ToDictionary(measure => measure.Name, measure => measure.Value),
            };
            await File.WriteAllTextAsync(json, JsonSerializer.Serialize(report, Json) + "\n").ConfigureAwait(false);
        }
        catch (Exception trouble) when (FileFault.Is(trouble))
        {
            throw new UserErrorException($"'{json}' cannot be written: {FileFault.Text(trouble)}.", trouble);
        }

        return 0;
    }

    private static string Text(LiveMeasure measure) => double.IsNaN(measure.Value) ? "not measured" : measure.Unit switch
    {
        "%" => (100 * measure.Value).ToString("0.0", CultureInfo.InvariantCulture) + " %",
        "" => measure.Value.ToString("0", CultureInfo.InvariantCulture),
        var unit => measure.Value.ToString("0.00", CultureInfo.InvariantCulture) + " " + unit,
    };

    /// <summary>What the command line asks for.</summary>
    private sealed record Wanted(int Seed, int Clips, string? Folder, string? Show, string? Json);
}

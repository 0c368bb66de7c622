using System.CommandLine;
using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Probe;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Training.Data.Indexing;
using DeepAvFusion.Training.Settings;
using Spectre.Console;

namespace DeepAvFusion.Cli.Data;

/// <summary>`deepav data check KIND PATH`: what of a data set is there, missing or broken.</summary>
internal static class DataCommand
{
    private const int MostNamed = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Command Create()
    {
        var kind = new Argument<string>("kind") { Description = $"One of {string.Join(", ", Kinds())}.", HelpName = "KIND" };
        kind.AcceptOnlyFromAmong(Kinds());
        var path = new Argument<string>("path") { Description = "Folder of the data set.", HelpName = "PATH" };
        var list = new Option<string?>("--list") { Description = "List file that the data set needs beside its folder (vggsound_music).", HelpName = "FILE" };
        var probe = new Option<int>("--probe") { Description = "Clips of each part that are opened, spread over all; 0 opens none.", HelpName = "N", DefaultValueFactory = _ => 100 };
        var check = new Command("check", "Tell what of a data set is found, missing and broken.") { kind, path, list, probe };
        check.SetAction((parsed, cancellation) =>
            CheckAsync(parsed.GetRequiredValue(kind), parsed.GetRequiredValue(path), parsed.GetValue(list), parsed.GetValue(probe), cancellation));
        return new Command("data", "Look at data sets.") { check };
    }

    private static string[] Kinds() => [.. TrainingData.Names.Where(name => name != DataPlan.Scenes)];

    private static async Task<int> CheckAsync(string kind, string path, string? list, int probe, CancellationToken cancellation)
    {
        if (!Directory.Exists(path)) throw new UserErrorException($"There is no folder '{path}'; give the folder of {kind}.");
        var table = new Table().RoundedBorder().AddColumns("part", "clips", "missing", "classes", "opened", "broken");
        var broken = new List<string>();
        var found = 0;
        foreach (var training in new[] { true, false })
        {
            var (name, files, missing, classes) = Part(kind, path, list, training);
            if (name is null) continue;
            var (opened, before) = (0, broken.Count);
            foreach (var file in files.Where((_, i) => probe > 0 && i % Math.Max(1, files.Count / probe) == 0).Take(probe))
            {
                opened++;
                if (await TroubleAsync(file, cancellation).ConfigureAwait(false) is { } trouble) broken.Add(trouble);
            }

            found += files.Count;
            table.AddRow(name, Text(files.Count), Text(missing), Text(classes), Text(opened), Text(broken.Count - before));
        }

        AnsiConsole.Write(table);
        foreach (var trouble in broken.Take(MostNamed)) AnsiConsole.WriteLine(trouble);
        if (broken.Count > MostNamed) AnsiConsole.WriteLine($"… and {broken.Count - MostNamed} more.");
        return found > 0 && broken.Count == 0 ? 0 : EntryPoint.Failed;
    }

    private static (string? Name, IReadOnlyList<string> Files, int Missing, int Classes) Part(string kind, string path, string? list, bool training)
    {
        if (kind.StartsWith("avsbench", StringComparison.Ordinal))
        {
            var split = training ? "train" : "val";
            var index = AvsBenchIndex.Read(path, kind, split);
            return (split, [.. index.Clips.Select(clip => Path.Combine(path, clip.Folder, "audio.wav"))], index.Missing, index.Clips.SelectMany(clip => clip.Classes).Distinct().Count());
        }

        if (kind == DataPlan.FlickrSoundNet)
        {
            if (training) return (null, [], 0, 0);                             // it is for evaluation only
            var clips = FlickrSoundNetIndex.Read(path);
            return ("test", [.. clips.Ids.Select(id => FlickrSoundNetIndex.Sound(path, id))], clips.Missing, 0);
        }

        if (kind == DataPlan.VggSoundMusic && !training) return (null, [], 0, 0);    // its evaluation is a list of pairs
        var set = TrainingData.Clips(kind, path, list, training);
        var files = set.Clips.SelectMany(clip => clip.Files).Select(file => Path.Combine(set.Folder, file)).ToArray();
        return (training ? "train" : "test", files, set.Missing, set.Clips.SelectMany(clip => clip.Labels).Distinct().Count());
    }

    private static async Task<string?> TroubleAsync(string file, CancellationToken cancellation)
    {
        try
        {
            var media = await MediaProbe.ReadAsync(SourceUri.Parse(Path.GetFullPath(file)), SourcePolicy.Open, Patience, cancellation).ConfigureAwait(false);
            return media.Sound is null ? $"{file} has no sound." : media.Picture is null && !file.EndsWith(".wav", StringComparison.Ordinal) ? $"{file} has no picture." : null;
        }
        catch (SourceException trouble)
        {
            return trouble.Message;
        }
    }

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

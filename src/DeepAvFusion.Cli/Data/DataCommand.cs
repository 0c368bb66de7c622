using System.CommandLine;
using System.Globalization;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Data.Clips;
using DeepAvFusion.Training.Data.Indexing;
using DeepAvFusion.Training.Settings;
using Spectre.Console;

namespace DeepAvFusion.Cli.Data;

/// <summary>`deepav data check KIND PATH`: what of a data set is there, missing, stray or broken.</summary>
internal static class DataCommand
{
    private const int MostNamed = 10;
    private const int LowestRate = 1;                      // pictures a second that are looked at
    private const int Side = 224;

    public static Command Create()
    {
        var kind = new Argument<string>("kind") { Description = $"One of {string.Join(", ", Kinds())}.", HelpName = "KIND" };
        kind.AcceptOnlyFromAmong(Kinds());
        var path = new Argument<string>("path") { Description = "Folder of the data set.", HelpName = "PATH" };
        var list = new Option<string?>("--list") { Description = "List file that the data set needs beside its folder: vggmusic_train.txt or vggmusic_eval_ss.csv (vggsound_music), flickr_test.csv (flickr_soundnet).", HelpName = "FILE" };
        var probe = new Option<int>("--probe") { Description = "Clips of each part that are decoded as a training would, spread over all; 0 decodes none.", HelpName = "N", DefaultValueFactory = _ => 100 };
        var check = new Command("check", "Tell what of a data set is found, missing, stray and broken.") { kind, path, list, probe };
        check.SetAction((parsed, cancellation) =>
            CheckAsync(parsed.GetRequiredValue(kind), parsed.GetRequiredValue(path), parsed.GetValue(list), parsed.GetValue(probe), cancellation));
        return new Command("data", "Look at data sets.") { check };
    }

    private static string[] Kinds() => [.. TrainingData.Names.Where(name => name != DataPlan.Scenes)];

    private static async Task<int> CheckAsync(string kind, string path, string? list, int probe, CancellationToken cancellation)
    {
        if (!Directory.Exists(path)) throw new UserErrorException($"There is no folder '{path}'; give the folder of {kind}.");
        var table = new Table().RoundedBorder().AddColumns("part", "clips", "missing", "classes", "decoded", "broken");
        var broken = new List<string>();
        var found = 0;
        foreach (var training in new[] { true, false })
        {
            if (Part(kind, path, list, training) is not { } part) continue;
            var (opened, before) = (0, broken.Count);
            foreach (var clip in part.Clips.Where((_, i) => probe > 0 && i % Math.Max(1, part.Clips.Count / probe) == 0).Take(probe))
            {
                opened++;
                try
                {
                    await part.OpenAsync(clip, cancellation).ConfigureAwait(false);
                }
                catch (SampleException trouble)
                {
                    broken.Add($"{clip}: {trouble.Message}");
                }
            }

            found += part.Clips.Count;
            table.AddRow(part.Name, Text(part.Clips.Count), Text(part.Missing), Text(part.Classes), Text(opened), Text(broken.Count - before));
        }

        AnsiConsole.Write(table);
        Name(broken);
        if (StrayEntries.Find(kind, path, list).ToArray() is { Length: > 0 } strays)
        {
            AnsiConsole.WriteLine($"Strays, which are in no list and count for nothing: {Text(strays.Length)}");
            Name(strays);
        }

        return found > 0 && broken.Count == 0 ? 0 : EntryPoint.Failed;
    }

    /// <summary>The first ones, each on a line that is never broken.</summary>
    private static void Name(IReadOnlyCollection<string> lines)
    {
        foreach (var line in lines.Take(MostNamed)) AnsiConsole.Profile.Out.Writer.WriteLine(TerminalText.Line(line));
        if (lines.Count > MostNamed) AnsiConsole.WriteLine($"… and {Text(lines.Count - MostNamed)} more.");
    }

    /// <returns>Null where the set has no such part.</returns>
    private static DataPart? Part(string kind, string path, string? list, bool training)
    {
        if (kind.StartsWith("avsbench", StringComparison.Ordinal))
        {
            var split = training ? "train" : "val";
            var index = AvsBenchIndex.Read(path, kind, split);
            return Maps(split, [.. index.Clips.Select(clip => clip.Folder)], index.Missing, index.Clips.SelectMany(clip => clip.Classes).Distinct().Count(),
                new AvsBenchSamples(index with { Repeat = 1 }, path, training: true, Side));
        }

        if (kind == DataPlan.FlickrSoundNet)
        {
            if (training) return null;                                         // it is for evaluation only
            var clips = FlickrSoundNetIndex.Read(path, list);
            return Maps("test", clips.Ids, clips.Missing, 0, new FlickrSoundNetSamples(clips.Ids, path, Side));
        }

        if (kind == DataPlan.VggSoundMusic && ClipPairIndex.IsListOfPairs(list))
        {
            if (training) return null;
            var pairs = ClipPairIndex.OfVggSoundMusic(path, list!);
            return Videos("pairs", [.. pairs.Pairs.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct()], pairs.Folder, pairs.Missing, 0);
        }

        if (kind == DataPlan.VggSoundMusic && !training) return null;
        var set = TrainingData.Clips(kind, path, list, training);
        return Videos(training ? "train" : "test", [.. set.Clips.SelectMany(clip => clip.Files)], set.Folder, set.Missing, set.Clips.SelectMany(clip => clip.Labels).Distinct().Count());
    }

    private static DataPart Videos(string name, IReadOnlyList<string> files, string folder, int missing, int classes)
    {
        var decoder = new ClipDecoder(LowestRate);
        return new DataPart(name, files, missing, classes, (file, cancellation) => decoder.ReadAsync(Path.Combine(folder, file), cancellation));
    }

    private static DataPart Maps(string name, IReadOnlyList<string> clips, int missing, int classes, ISampleSource source)
    {
        var numbers = clips.Index().GroupBy(clip => clip.Item, clip => clip.Index).ToDictionary(same => same.Key, same => same.First());
        return new DataPart(name, clips, missing, classes, (clip, cancellation) =>
        {
            source.Read(numbers[clip], new SampleDraw(0, 0, numbers[clip]), cancellation);
            return Task.CompletedTask;
        });
    }

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A part of a data set.</summary>
    /// <param name="Clips">Names of what is there.</param>
    /// <param name="Missing">How many are listed and not there.</param>
    /// <param name="OpenAsync">Decodes one; a broken one throws a <see cref="SampleException"/>.</param>
    private sealed record DataPart(string Name, IReadOnlyList<string> Clips, int Missing, int Classes, Func<string, CancellationToken, Task> OpenAsync);
}

using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using DeepAvFusion.Model.Golden;
using DeepAvFusion.Training.Data.Indexing;

namespace DeepAvFusion.Training.Golden;

/// <summary>Which files and labels data sets consist of, on invented folders with empty files.</summary>
internal static class IndexingFamily
{
    public static void Run(GoldenSession session)
    {
        foreach (var (name, expected) in session.Case.Expected)
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(session.Case.File(expected.File)));
            var folder = Directory.CreateTempSubdirectory("davf-golden-");
            try
            {
                Make(folder.FullName, document.RootElement);
                var trouble = Differences(name, folder.FullName, document.RootElement.GetProperty("expected")).FirstOrDefault(found => found is not null);
                session.Add(trouble is null
                    ? new GoldenResult(session.Case.Name, name, 0, 0, 0, GoldenVerdict.Passed)
                    : GoldenResult.Fail(session.Case.Name, name, trouble));
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }

    private static void Make(string root, JsonElement tree)
    {
        foreach (var file in tree.GetProperty("files").EnumerateArray()) Write(file.GetString()!, "");
        foreach (var text in tree.EnumerateObject().Where(entry => entry.Name.Contains('.', StringComparison.Ordinal)))
            Write(text.Name, text.Value.ValueKind == JsonValueKind.String ? text.Value.GetString()! : text.Value.GetRawText());

        void Write(string name, string content)
        {
            var path = Path.GetFullPath(Path.Combine(root, name));
            if (!path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new InvalidDataException($"'{name}' leads out of the folder");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }
    }

    private static IEnumerable<string?> Differences(string name, string root, JsonElement expected)
    {
        foreach (var part in expected.EnumerateObject())
        {
            var (kind, split) = part.Name.Split('/') is [var first, var second] ? (first, second) : ("", part.Name);
            yield return name switch
            {
                "vggsound" => Clips(part.Value, VggSoundIndex.Read(root, split, ClassNumbers.Folders)),
                "audioset" => Clips(part.Value, AudioSetIndex.Read(root, split)),
                "avsbench" => AvsBench(part.Value, AvsBenchIndex.Read(root, kind, split)),
                "music" => Music(part.Value, MusicIndex.Read(root, kind.StartsWith("solo", StringComparison.Ordinal) ? $"music_{kind}" : kind, split)),
                "vggsound_music" when split == "train" => ById(part.Value, VggSoundMusicIndex.Train(root, Path.Combine(root, "metadata", "vggmusic_train.txt"))),
                "vggsound_music" => Pairs(part.Value, VggSoundMusicIndex.Pairs(Path.Combine(root, "metadata", "vggmusic_eval_ss.csv"))),
                _ => "this build does not index it",
            } is { } trouble ? $"{part.Name}: {trouble}" : null;
        }
    }

    private static string? Clips(JsonElement expected, ClipIndex index)
    {
        var labels = expected.GetProperty("labels").EnumerateArray().Select(Labels).ToArray();
        var shares = expected.GetProperty("class_share").EnumerateArray().Select(share => share.GetSingle()).ToArray();
        return !Texts(expected, "files").SequenceEqual(index.Clips.Select(clip => clip.Files.Single())) ? "files differ"
            : !labels.Zip(index.Clips, (wanted, clip) => wanted.SequenceEqual(clip.Labels)).All(same => same) ? "labels differ"
            : !Texts(expected, "class_names").SequenceEqual(index.ClassNames) ? "class names differ"
            : !shares.Zip(index.ClassShares(), (wanted, share) => Math.Abs(wanted - share) < 1e-6).All(same => same) ? "class shares differ"
            : null;
    }

    private static string? ById(JsonElement expected, ClipIndex index)
    {
        var (files, labels) = (expected.GetProperty("files_by_id"), expected.GetProperty("labels_by_id"));
        return !files.EnumerateObject().Select(entry => entry.Name).SequenceEqual(index.Clips.Select(clip => clip.Id)) ? "ids differ"
            : !index.Clips.All(clip => Texts(files, clip.Id).SequenceEqual(clip.Files)) ? "files differ"
            : !index.Clips.All(clip => Labels(labels.GetProperty(clip.Id)).Distinct().SequenceEqual(clip.Labels)) ? "labels differ"
            : !Texts(expected, "class_names").SequenceEqual(index.ClassNames) ? "class names differ"
            : null;
    }

    private static string? Pairs(JsonElement expected, IReadOnlyList<(string First, string Second)> pairs) =>
        Texts(expected, "first").SequenceEqual(pairs.Select(pair => pair.First)) && Texts(expected, "second").SequenceEqual(pairs.Select(pair => pair.Second))
            ? null : "pairs differ";

    private static string? Music(JsonElement expected, ClipIndex index)
    {
        var checksum = Crc32.HashToUInt32(Encoding.ASCII.GetBytes(string.Join('\n', index.Clips.Select(clip => clip.Id).Order(StringComparer.Ordinal))));
        return expected.GetProperty("number_of_ids").GetInt32() != index.Clips.Count ? $"{index.Clips.Count} ids"
            : expected.GetProperty("number_of_files").GetInt32() != index.Clips.Sum(clip => clip.Files.Count) ? "files differ"
            : expected.GetProperty("repeat").GetInt32() != index.Repeat ? $"repeated {index.Repeat} times"
            : expected.TryGetProperty("ids_checksum", out var wanted) && wanted.GetUInt32() != checksum ? "ids differ"
            : expected.TryGetProperty("ids", out _) && !Texts(expected, "ids").SequenceEqual(index.Clips.Select(clip => clip.Id).Order(StringComparer.Ordinal)) ? "ids differ"
            : expected.TryGetProperty("labels", out var labels) && !index.Clips.All(clip => Labels(labels.GetProperty(clip.Id)).Distinct().SequenceEqual(clip.Labels)) ? "labels differ"
            : null;
    }

    private static string? AvsBench(JsonElement expected, AvsBenchIndex index) =>
        !Texts(expected, "folders").SequenceEqual(index.Clips.Select(clip => clip.Folder)) ? "folders differ"
        : !expected.GetProperty("class_ids").EnumerateArray().Zip(index.Clips, (wanted, clip) => Labels(wanted).SequenceEqual(clip.Classes)).All(same => same) ? "classes differ"
        : expected.GetProperty("repeat").GetInt32() != index.Repeat || expected.GetProperty("length").GetInt32() != index.Repeat * index.Clips.Count ? "length differs"
        : expected.GetProperty("semantic").GetBoolean() != index.IsSemantic ? "kind of map differs"
        : null;

    private static string[] Texts(JsonElement entry, string name) => GoldenGradients.Names(entry.GetProperty(name));

    private static int[] Labels(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Array ? [.. entry.EnumerateArray().Select(label => label.GetInt32())] : [entry.GetInt32()];
}

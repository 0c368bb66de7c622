using DeepAvFusion.Core;

namespace DeepAvFusion.Training.Data.Indexing;

/// <summary>AudioSet: annotations/PART_segments.csv and clips/II/ID_START_END.mp4, II being the first two characters of the id.</summary>
public static class AudioSetIndex
{
    private const string Set = "AudioSet";

    /// <param name="part">unbalanced_train, balanced_train or eval</param>
    /// <exception cref="UserErrorException">A list is missing or damaged, or names an unknown class.</exception>
    public static ClipIndex Read(string root, string part)
    {
        var classes = DataFolder.Table(Path.Combine(root, "annotations", "class_labels_indices.csv"), Set, 3, skipped: 1).ToArray();
        var numbers = classes.Index().ToDictionary(entry => entry.Item[1], entry => entry.Index, StringComparer.Ordinal);
        var list = Path.Combine(root, "annotations", $"{part}_segments.csv");
        var folder = Path.Combine(root, "clips");
        var (clips, missing) = (new List<ClipEntry>(), 0);
        foreach (var line in DataFolder.Lines(list, Set).Skip(3))
        {
            var fields = line.Split(',', 4, StringSplitOptions.TrimEntries);
            if (fields.Length < 4 || fields[0].Length < 2)
                throw new UserErrorException($"'{list}' has the line '{line}', which is not ID, START, END, \"LABELS\".");
            var file = $"{fields[0][..2]}/{fields[0]}_{DataFolder.Seconds(fields[1], list):D6}_{DataFolder.Seconds(fields[2], list):D6}.mp4";
            if (!File.Exists(Path.Combine(folder, file)))
            {
                missing++;
                continue;
            }

            var labels = fields[3].Trim('"').Split(',', StringSplitOptions.TrimEntries).Select(id => numbers.TryGetValue(id, out var number) ? number
                : throw new UserErrorException($"'{list}' names the class '{id}', which class_labels_indices.csv does not have."));
            clips.Add(new ClipEntry(fields[0], [file], [.. labels]));
        }

        return new ClipIndex(clips, folder, [.. classes.Select(fields => fields[2])], IsMultiLabel: true, missing);
    }
}

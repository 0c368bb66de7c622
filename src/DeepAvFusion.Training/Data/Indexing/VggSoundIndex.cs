namespace DeepAvFusion.Training.Data.Indexing;

/// <summary>VGGSound: annotations/vggsound.csv and clips/CLASS/ID_START_END.mp4.</summary>
public static class VggSoundIndex
{
    private const string Set = "VGGSound";
    private const int Length = 10;

    /// <summary>Classes of published heads, one more than the set has.</summary>
    public const int PublishedClasses = 310;

    /// <param name="split">train or test</param>
    /// <exception cref="Core.UserErrorException">A list or folder is missing or damaged.</exception>
    public static ClipIndex Read(string root, string split)
    {
        var folder = Path.Combine(root, "clips");
        var names = DataFolder.Names(folder, Set);                             // all folders, with clips or not
        var numbers = names.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        var list = Path.Combine(root, "annotations", "vggsound.csv");
        var (clips, missing) = (new List<ClipEntry>(), 0);
        foreach (var fields in DataFolder.Table(list, Set, 4, skipped: 0).Where(fields => fields[3] == split))
        {
            var name = fields[2].Replace(' ', '_').Replace('(', '_').Replace(')', '_').Replace(',', '_');
            var file = $"{name}/{FileName(fields[0], DataFolder.Seconds(fields[1], list))}";
            if (numbers.TryGetValue(name, out var number) && File.Exists(Path.Combine(folder, file))) clips.Add(new ClipEntry(fields[0], [file], [number]));
            else missing++;
        }

        return new ClipIndex(clips, folder, names, IsMultiLabel: false, missing);
    }

    /// <summary>ID_START_END.mp4 of a clip of ten seconds.</summary>
    internal static string FileName(string id, int start) => $"{id}_{start:D6}_{start + Length:D6}.mp4";
}

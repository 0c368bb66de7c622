namespace DeepAvFusion.Training.Data.Indexing;

/// <summary>VGGSound: annotations/vggsound.csv and clips/CLASS/ID_START_END.mp4; also without the class folders, with blanks in them, or as ID_START.mp4.</summary>
public static class VggSoundIndex
{
    private const string Set = "VGGSound";
    private const int Length = 10;

    /// <summary>Classes of published heads, one more than the set has.</summary>
    public const int PublishedClasses = 310;

    /// <param name="split">train or test; null for all clips that are listed.</param>
    /// <exception cref="Core.UserErrorException">A list or folder is missing or damaged.</exception>
    public static ClipIndex Read(string root, string? split, ClassNumbers numbering = ClassNumbers.List)
    {
        var folder = Path.Combine(root, "clips");
        var entries = DataFolder.Names(folder, Set);
        var list = Path.Combine(root, "annotations", "vggsound.csv");
        var lines = DataFolder.Table(list, Set, 4, number: 1).Select(fields => (Id: fields[0], Start: DataFolder.Seconds(fields[1], list), Title: fields[2], Class: Folder(fields[2]), Split: fields[3])).ToArray();
        string[] names = numbering == ClassNumbers.Folders ? entries : [.. lines.Select(line => line.Class).Distinct().Order(StringComparer.Ordinal)];
        var numbers = names.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        var (clips, missing) = (new List<ClipEntry>(), 0);
        foreach (var line in lines.Where(line => split is null || line.Split == split))
        {
            if (numbers.TryGetValue(line.Class, out var number) && File(folder, line.Id, line.Start, line.Class, line.Title) is { } file) clips.Add(new ClipEntry(line.Id, [file], [number]));
            else missing++;
        }

        return new ClipIndex(clips, folder, names, IsMultiLabel: false, missing);
    }

    /// <summary>The path of a clip of ten seconds below the folder of clips; null where it is not there.</summary>
    /// <param name="classes">Names that the folder of its class may have.</param>
    internal static string? File(string folder, string id, int start, params string[] classes)
    {
        if (!DataFolder.IsName(id)) return null;
        string[] names = [FileName(id, start), $"{id}_{start:D6}.mp4"];
        return DataFolder.Found(folder, [.. classes.Where(DataFolder.IsName).Distinct().SelectMany(name => names.Select(file => $"{name}/{file}")), .. names]);
    }

    /// <summary>ID_START_END.mp4 of a clip of ten seconds.</summary>
    internal static string FileName(string id, int start) => $"{id}_{start:D6}_{start + Length:D6}.mp4";

    /// <summary>The folder that a class's clips are in.</summary>
    private static string Folder(string title) => title.Replace(' ', '_').Replace('(', '_').Replace(')', '_').Replace(',', '_');
}

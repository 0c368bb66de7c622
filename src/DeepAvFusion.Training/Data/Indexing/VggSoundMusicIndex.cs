namespace DeepAvFusion.Training.Data.Indexing;

/// <summary>VGGSound-Music: instruments of VGGSound by lists that the user gives, clips/playing_INSTRUMENT/ID_START_END.mp4.</summary>
public static class VggSoundMusicIndex
{
    private const string Set = "VGGSound-Music";
    private const string Playing = "playing_";

    /// <summary>The training part.</summary>
    /// <param name="root">Folder with clips/.</param>
    /// <param name="list">Lines of ID_START,INSTRUMENT.</param>
    /// <exception cref="Core.UserErrorException">The list is missing or damaged.</exception>
    public static ClipIndex Train(string root, string list)
    {
        var folder = Path.Combine(root, "clips");
        var listed = new HashSet<string>(StringComparer.Ordinal);
        var (found, missing) = (new OrderedDictionary<string, (List<string> Files, string Instrument)>(StringComparer.Ordinal), 0);
        foreach (var fields in DataFolder.Table(list, Set, 2, skipped: 0))
        {
            var instrument = Long(fields[1]);
            listed.Add(instrument);
            var (id, file) = File(fields[0], instrument, list);
            if (!System.IO.File.Exists(Path.Combine(folder, file)))
            {
                missing++;
                continue;
            }

            if (!found.TryGetValue(id, out var entry)) found[id] = entry = ([], instrument);
            entry.Files.Add(file);
        }

        var names = listed.Order(StringComparer.Ordinal).ToArray();             // whether their clips are there or not, so that numbers do not depend on it
        var clips = found.Select(entry => new ClipEntry(entry.Key, entry.Value.Files, [Array.IndexOf(names, entry.Value.Instrument)]));
        return new ClipIndex([.. clips], folder, names, IsMultiLabel: false, missing);
    }

    /// <summary>The fixed pairs of the evaluation; as published, instruments keep their short names and nobody looks whether files are there.</summary>
    /// <param name="list">A header, then two of ID_START, two instruments and a kind a line.</param>
    /// <returns>Paths below clips/.</returns>
    /// <exception cref="Core.UserErrorException">The list is missing or damaged.</exception>
    public static IReadOnlyList<(string First, string Second)> Pairs(string list) =>
        [.. DataFolder.Table(list, Set, 4, skipped: 1).Select(fields => (File(fields[0], fields[2], list).File, File(fields[1], fields[3], list).File))];

    /// <summary>The folder that an instrument's clips are in, playing_INSTRUMENT with its long name.</summary>
    internal static string Folder(string name) => name.StartsWith(Playing, StringComparison.Ordinal) ? Playing + Long(name[Playing.Length..]) : name;

    private static string Long(string instrument) => instrument switch { "violin" => "violin__fiddle", "steel_guitar" => "steel_guitar__slide_guitar", _ => instrument };

    private static (string Id, string File) File(string name, string instrument, string list)
    {
        var cut = Math.Max(0, name.LastIndexOf('_'));
        return (name[..cut], $"{Playing}{instrument}/{VggSoundIndex.FileName(name[..cut], DataFolder.Seconds(name[Math.Min(name.Length, cut + 1)..], list))}");
    }
}

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
        var listed = DataFolder.Table(list, Set, 2, fields => !fields[0].Any(char.IsAsciiDigit)).Select(fields => (Name: fields[0], Instrument: Long(fields[1]))).ToArray();
        var names = listed.Select(entry => entry.Instrument).Distinct().Order(StringComparer.Ordinal).ToArray();          // with clips or not
        var (found, missing) = (new OrderedDictionary<string, (List<string> Files, List<int> Labels)>(StringComparer.Ordinal), 0);
        foreach (var (name, instrument) in listed)
        {
            var (id, start) = Clip(name, list);
            if (VggSoundIndex.File(folder, id, start, Playing + instrument) is not { } file)
            {
                missing++;
                continue;
            }

            if (!found.TryGetValue(id, out var entry)) found[id] = entry = ([], []);
            entry.Files.Add(file);
            entry.Labels.Add(Array.IndexOf(names, instrument));
        }

        var clips = found.Select(entry => new ClipEntry(entry.Key, entry.Value.Files, [.. entry.Value.Labels.Distinct()]));
        return new ClipIndex([.. clips], folder, names, IsMultiLabel: false, missing);
    }

    /// <summary>The fixed pairs of the evaluation; as published, instruments keep their short names and nobody looks whether files are there.</summary>
    /// <param name="list">A header, then two of ID_START, two instruments and a kind a line.</param>
    /// <returns>Paths below clips/.</returns>
    /// <exception cref="Core.UserErrorException">The list is missing or damaged.</exception>
    public static IReadOnlyList<(string First, string Second)> Pairs(string list) =>
        [.. Listed(list).Select(pair => (File(pair.First), File(pair.Second)))];

    /// <summary>The same with the files that are there; null where one is not.</summary>
    /// <param name="folder">Of the clips.</param>
    internal static IEnumerable<(string? First, string? Second)> Found(string folder, string list)
    {
        return Listed(list).Select(pair => (Find(pair.First), Find(pair.Second)));

        // two instruments are short in the list and long in the folders' names; the published reader looks for the short ones only
        string? Find((string Id, int Start, string Instrument) clip) => VggSoundIndex.File(folder, clip.Id, clip.Start, Playing + clip.Instrument, Playing + Long(clip.Instrument));
    }

    private static IEnumerable<((string Id, int Start, string Instrument) First, (string Id, int Start, string Instrument) Second)> Listed(string list)
    {
        return DataFolder.Table(list, Set, 4, fields => fields.Length < 3 || fields[2].Any(char.IsAsciiDigit) || !fields[0].Any(char.IsAsciiDigit)).Select(fields => (Of(fields[0], fields[2]), Of(fields[1], fields[3])));

        (string, int, string) Of(string name, string instrument) => Clip(name, list) is var (id, start) ? (id, start, instrument) : default;
    }

    private static string Long(string instrument) => instrument switch { "violin" => "violin__fiddle", "steel_guitar" => "steel_guitar__slide_guitar", _ => instrument };

    private static string File((string Id, int Start, string Instrument) clip) => $"{Playing}{clip.Instrument}/{VggSoundIndex.FileName(clip.Id, clip.Start)}";

    /// <summary>The two parts of ID_START.</summary>
    private static (string Id, int Start) Clip(string name, string list)
    {
        var cut = Math.Max(0, name.LastIndexOf('_'));
        return (name[..cut], DataFolder.Seconds(name[Math.Min(name.Length, cut + 1)..], list));
    }
}

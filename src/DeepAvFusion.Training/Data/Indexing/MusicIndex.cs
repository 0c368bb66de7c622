using DeepAvFusion.Core;

namespace DeepAvFusion.Training.Data.Indexing;

/// <summary>MUSIC: anno/*.csv and clips_360p_segm/INSTRUMENT/ID.SEGMENT.mp4; also in clips/, and without the instruments' folders.</summary>
public static class MusicIndex
{
    private const string Set = "MUSIC";
    private const int SoloTests = 130;
    private const int DuetTests = 85;

    private static readonly Dictionary<string, (string Solo, string? Duet)> Versions = new(StringComparer.Ordinal)
    {
        ["music"] = ("music_solo", "music21_duet"),
        ["music_solo"] = ("music_solo", null),
        ["music_solo21"] = ("music21_solo", null),
    };

    /// <summary>Reads a part: every so-manieth solo is for testing, every so-manieth duet for nothing, the rest trains; of sets too small for that, every second.</summary>
    /// <param name="version">music, music_solo or music_solo21</param>
    /// <param name="split">train or test</param>
    /// <exception cref="UserErrorException">A list is missing or damaged, or the version unknown.</exception>
    public static ClipIndex Read(string root, string version, string split)
    {
        var (folder, rows, names, files) = Listed(root, version);
        var found = rows.Where(row => files.Contains((row.Id, row.Instrument))).ToArray();
        var kinds = found.GroupBy(row => row.Id)
            .Select(group => (Entry: Entry(group, files, names), group.Last().IsDuet))                                   // in both lists: a duet
            .OrderBy(clip => clip.Entry.Id, StringComparer.Ordinal)
            .ToLookup(clip => clip.IsDuet, clip => clip.Entry);
        var (solos, duets) = (kinds[false].ToArray(), kinds[true].ToArray());
        var clips = split == "test" ? Every(solos, SoloTests) : solos.Except(Every(solos, SoloTests)).Concat(duets.Except(Every(duets, DuetTests)));
        return new ClipIndex([.. clips], folder, names, IsMultiLabel: false, rows.Length - found.Length);
    }

    /// <summary>Paths of all listed segments, whether they train, test or do neither.</summary>
    internal static IEnumerable<string> Files(string root, string version)
    {
        var (_, rows, _, files) = Listed(root, version);
        return rows.SelectMany(row => files[(row.Id, row.Instrument)]);
    }

    /// <summary>The folder of clips.</summary>
    internal static string Folder(string root)
    {
        var folder = Path.Combine(root, "clips_360p_segm");
        return Directory.Exists(folder) || !Directory.Exists(Path.Combine(root, "clips")) ? folder : Path.Combine(root, "clips");
    }

    private static (string Folder, (string Id, string Instrument, bool IsDuet)[] Rows, string[] Names, ILookup<(string Id, string Instrument), string> Files) Listed(string root, string version)
    {
        if (!Versions.TryGetValue(version, out var sheets))
            throw new UserErrorException($"There is no version '{version}' of {Set}; there are {string.Join(", ", Versions.Keys)}.");
        var folder = Folder(root);
        var rows = Sheet(root, sheets.Solo, isDuet: false).Concat(sheets.Duet is null ? [] : Sheet(root, sheets.Duet, isDuet: true)).ToArray();
        var names = rows.Select(row => row.Instrument).Distinct().Order(StringComparer.Ordinal).ToArray();
        return (folder, rows, names, Files(folder, names, rows.ToLookup(row => row.Id, row => row.Instrument)));
    }

    private static IEnumerable<ClipEntry> Every(ClipEntry[] clips, int parts) =>
        clips.Where((_, place) => place % (clips.Length < parts ? 2 : clips.Length / parts) == 0);

    private static IEnumerable<(string Id, string Instrument, bool IsDuet)> Sheet(string root, string name, bool isDuet) =>
        DataFolder.Table(Path.Combine(root, "anno", $"{name}.csv"), Set, 2, fields => fields[0].Equals("id", StringComparison.OrdinalIgnoreCase))
            .Select(fields => (fields[0], fields[1].Replace(' ', '_'), isDuet));

    /// <summary>Paths of ID.SEGMENT.mp4 by id and instrument; of files beside the instruments' folders the sheets tell it.</summary>
    private static ILookup<(string Id, string Instrument), string> Files(string folder, string[] names, ILookup<string, string> instruments)
    {
        var filed = names.Where(name => DataFolder.IsName(name) && Directory.Exists(Path.Combine(folder, name)))
            .SelectMany(name => Segments(Path.Combine(folder, name)).Select(segment => (segment.Id, Name: name, Path: $"{name}/{segment.File}")));
        var flat = Directory.Exists(folder)
            ? Segments(folder).SelectMany(segment => instruments[segment.Id].Distinct().Select(name => (segment.Id, Name: name, Path: segment.File))) : [];
        return filed.Concat(flat).ToLookup(entry => (entry.Id, entry.Name), entry => entry.Path);
    }

    private static IEnumerable<(string Id, string File)> Segments(string folder) => DataFolder.Names(folder, Set)
        .Select(file => (Parts: file.Split('.'), File: file)).Where(entry => entry.Parts is [{ Length: > 0 }, _, .., "mp4"]).Select(entry => (entry.Parts[0], entry.File));

    private static ClipEntry Entry(IGrouping<string, (string Id, string Instrument, bool IsDuet)> rows, ILookup<(string Id, string Instrument), string> files, string[] names) =>
        new(rows.Key, [.. rows.SelectMany(row => files[(row.Id, row.Instrument)])], [.. rows.Select(row => Array.IndexOf(names, row.Instrument)).Distinct()]);
}

using DeepAvFusion.Core;

namespace DeepAvFusion.Training.Data.Indexing;

/// <summary>MUSIC: anno/*.csv and clips_360p_segm/INSTRUMENT/ID.SEGMENT.mp4.</summary>
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
        if (!Versions.TryGetValue(version, out var sheets))
            throw new UserErrorException($"There is no version '{version}' of {Set}; there are {string.Join(", ", Versions.Keys)}.");
        var folder = Path.Combine(root, "clips_360p_segm");
        var solos = Sheet(root, sheets.Solo);
        var duets = sheets.Duet is null ? [] : Sheet(root, sheets.Duet);
        var names = solos.Concat(duets).Select(entry => entry.Instrument).Distinct().Order(StringComparer.Ordinal).ToArray();
        var played = duets.Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        var all = Found(folder, [.. solos, .. duets], names);
        var (solo, duet) = (all.Where(clip => !played.Contains(clip.Id)).ToArray(), all.Where(clip => played.Contains(clip.Id)).ToArray());
        var tests = Every(solo, SoloTests).ToHashSet();
        var held = Every(duet, DuetTests).ToHashSet();
        var clips = split == "test" ? solo.Where(tests.Contains) : solo.Where(clip => !tests.Contains(clip)).Concat(duet.Where(clip => !held.Contains(clip)));
        return new ClipIndex([.. clips], folder, names, IsMultiLabel: false, solos.Concat(duets).Select(entry => entry.Id).Distinct().Count() - all.Length);
    }

    private static IEnumerable<ClipEntry> Every(ClipEntry[] clips, int parts) =>
        clips.Where((_, place) => place % (clips.Length < parts ? 2 : clips.Length / parts) == 0);

    private static (string Id, string Instrument)[] Sheet(string root, string name) =>
        [.. DataFolder.Table(Path.Combine(root, "anno", $"{name}.csv"), Set, 2, skipped: 1).Select(fields => (fields[0], fields[1].Replace(' ', '_')))];

    /// <summary>Ids with files, in order of their names.</summary>
    private static ClipEntry[] Found(string folder, (string Id, string Instrument)[] sheet, string[] names)
    {
        var files = sheet.Select(entry => entry.Instrument).Distinct().Where(name => Directory.Exists(Path.Combine(folder, name)))
            .SelectMany(name => DataFolder.Names(Path.Combine(folder, name), Set).Where(file => file.Split('.') is [_, _, .., "mp4"]).Select(file => (Name: name, File: file)))
            .ToLookup(entry => (entry.File.Split('.')[0], entry.Name), entry => $"{entry.Name}/{entry.File}");
        return
        [
            .. sheet.Where(entry => files.Contains(entry)).GroupBy(entry => entry.Id)
                .Select(group => new ClipEntry(
                    group.Key, [.. group.Distinct().SelectMany(entry => files[entry])], [.. group.Select(entry => Array.IndexOf(names, entry.Instrument)).Distinct()]))
                .OrderBy(clip => clip.Id, StringComparer.Ordinal),
        ];
    }
}

using DeepAvFusion.Core;

namespace DeepAvFusion.Training.Data.Indexing;

/// <summary>AudioSet: annotations/PART_segments.csv and clips/II/ID_START_END.mp4, II being the first two characters of the id; also without those folders.</summary>
public static class AudioSetIndex
{
    private const string Set = "AudioSet";

    /// <summary>The parts, one list each.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["unbalanced_train", "balanced_train", "eval"];

    /// <param name="part">unbalanced_train, balanced_train or eval</param>
    /// <exception cref="UserErrorException">A list is missing or damaged, or names an unknown class.</exception>
    public static ClipIndex Read(string root, string part)
    {
        var (names, numbers) = Classes(Path.Combine(root, "annotations", "class_labels_indices.csv"));
        var list = List(root, part);
        var folder = Path.Combine(root, "clips");
        var (clips, missing) = (new List<ClipEntry>(), 0);
        foreach (var fields in DataFolder.Table(list, Set, 4, number: 1))
        {
            var (id, start, end) = (fields[0], DataFolder.Seconds(fields[1], list), DataFolder.Seconds(fields[2], list));
            if (id.Length < 2)
                throw new UserErrorException($"'{list}' has a line that begins with '{DataFolder.Shown(id)}', which is not ID, START, END, \"LABELS\".");
            int[] labels = [.. fields[3..].SelectMany(ids => ids.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(Number).Distinct()];
            if (labels.Length == 0)
                throw new UserErrorException($"'{list}' has no label for '{DataFolder.Shown(id)}' where ID, START, END, \"LABELS\" belong.");
            if (File(folder, id, start, end) is { } file) clips.Add(new ClipEntry(id, [file], labels));
            else missing++;
        }

        return new ClipIndex(clips, folder, names, IsMultiLabel: true, missing);

        int Number(string id) => numbers.TryGetValue(id, out var number) ? number
            : throw new UserErrorException($"'{list}' names the class '{DataFolder.Shown(id)}', which class_labels_indices.csv does not have.");
    }

    /// <summary>The list of a part.</summary>
    internal static string List(string root, string part) => Path.Combine(root, "annotations", $"{part}_segments.csv");

    private static string? File(string folder, string id, int start, int end)
    {
        var name = $"{id}_{start:D6}_{end:D6}.mp4";
        return DataFolder.IsName(id) && DataFolder.IsName(id[..2]) ? DataFolder.Found(folder, $"{id[..2]}/{name}", name) : null;
    }

    /// <summary>Names by the numbers that the list gives them, and numbers by id.</summary>
    private static (string[] Names, Dictionary<string, int> Numbers) Classes(string list)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new SortedDictionary<int, string>();
        foreach (var fields in DataFolder.Table(list, Set, 3, number: 0))
            if (!int.TryParse(fields[0], System.Globalization.CultureInfo.InvariantCulture, out var number) || !names.TryAdd(number, fields[2]) || !numbers.TryAdd(fields[1], number))
                throw new UserErrorException($"'{list}' has '{DataFolder.Shown(fields[0])}' for the class '{DataFolder.Shown(fields[1])}'; each class needs a number and an id of its own.");
        if (names.Keys.Where((number, place) => number != place).Cast<int?>().FirstOrDefault() is { } strange)
            throw new UserErrorException($"'{list}' has {names.Count} classes and numbers one of them {strange}; numbers go from 0 to {names.Count - 1}.");
        return ([.. names.Values], numbers);
    }
}

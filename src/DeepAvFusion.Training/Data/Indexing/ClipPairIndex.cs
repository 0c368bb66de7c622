using DeepAvFusion.Core;

namespace DeepAvFusion.Training.Data.Indexing;

/// <summary>Which clips are mixed two by two for judging a separation.</summary>
/// <param name="Pairs">Paths below the folder.</param>
/// <param name="Folder">Where the paths begin.</param>
/// <param name="Missing">Pairs that are listed and not there.</param>
public sealed record ClipPairIndex(IReadOnlyList<(string First, string Second)> Pairs, string Folder, int Missing)
{
    /// <summary>The fixed pairs of VGGSound-Music, of which both clips are there.</summary>
    /// <param name="root">Folder with clips/.</param>
    /// <param name="list">The published list: a header, then two of ID_START, two instruments and a kind a line.</param>
    /// <exception cref="UserErrorException">The list is missing or damaged, or no pair of it is there.</exception>
    public static ClipPairIndex OfVggSoundMusic(string root, string list)
    {
        var folder = Path.Combine(root, "clips");
        var listed = VggSoundMusicIndex.Pairs(list);
        var found = VggSoundMusicIndex.Found(folder, list).Where(pair => pair is { First: not null, Second: not null }).ToArray();
        if (found.Length == 0)
            throw new UserErrorException(listed.Count == 0
                ? $"'{list}' lists no pair: a header belongs first, then lines of ID_START,ID_START,INSTRUMENT,INSTRUMENT,KIND."
                : $"None of the {listed.Count} pairs of '{list}' is in '{folder}'; the first would be '{DataFolder.Shown(listed[0].First)}' and '{DataFolder.Shown(listed[0].Second)}'.");
        return new ClipPairIndex([.. found.Select(pair => (pair.First!, pair.Second!))], folder, listed.Count - found.Length);
    }

    /// <summary>Whether a list of VGGSound-Music is one of pairs, rather than of clips to train with.</summary>
    /// <exception cref="UserErrorException">It cannot be read.</exception>
    public static bool IsListOfPairs(string? list) => list is not null && DataFolder.Lines(list, "VGGSound-Music").FirstOrDefault() is { } first && DataFolder.Fields(first).Length > 2;

    /// <summary>Draws pairs of clips without a common class, each clip coming first equally often; where there is no other class, of any two clips.</summary>
    /// <param name="count">Most pairs; fewer where there are no more.</param>
    /// <param name="seed">The same seed draws the same pairs.</param>
    /// <exception cref="UserErrorException">There are not two clips.</exception>
    public static ClipPairIndex Draw(ClipIndex clips, int count, long seed)
    {
        if (clips.Clips.Count < 2)
            throw new UserErrorException($"Separation is judged by mixtures of two clips; '{clips.Folder}' has {clips.Clips.Count} for evaluation ({clips.Missing} are listed and not there).");
        var random = new SampleDraw(seed, 0, -1).Random();
        var order = clips.Clips.ToArray();
        random.Shuffle(order);
        var isOneClass = order.All(clip => clip.Labels.Intersect(order[0].Labels).Any());
        var (pairs, used) = (new List<(string, string)>(), new HashSet<(int, int)>());
        for (var i = 0; pairs.Count < count && i < (long)order.Length * order.Length && i < 4L * count; i++)
        {
            var (first, start) = (i % order.Length, random.Next(order.Length));
            var second = Enumerable.Range(0, order.Length).Select(step => (start + step) % order.Length).Cast<int?>().FirstOrDefault(other =>
                other != first && !used.Contains(Key(first, other!.Value)) && (isOneClass || !order[first].Labels.Intersect(order[other.Value].Labels).Any()));
            if (second is not { } partner) continue;
            used.Add(Key(first, partner));
            pairs.Add((File(order[first]), File(order[partner])));
        }

        return new ClipPairIndex(pairs, clips.Folder, clips.Missing);

        (int, int) Key(int a, int b) => (Math.Min(a, b), Math.Max(a, b));
        string File(ClipEntry clip) => clip.Files[random.Next(clip.Files.Count)];
    }
}

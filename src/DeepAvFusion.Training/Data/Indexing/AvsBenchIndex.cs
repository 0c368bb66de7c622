using System.Text.Json;
using DeepAvFusion.Core;

namespace DeepAvFusion.Training.Data.Indexing;

/// <summary>A part of AVSBench: metadata.csv, label2idx.json and PART/UID with audio.wav, frames/N.jpg and labels_semantic/N.png.</summary>
/// <param name="Clips">The clips, in the order of the list.</param>
/// <param name="Repeat">How often each clip comes in an epoch.</param>
/// <param name="IsSemantic">Whether maps hold classes, or background and object.</param>
/// <param name="Channels">Output channels of a network for it.</param>
/// <param name="Missing">Clips that are listed and not there.</param>
public sealed record AvsBenchIndex(IReadOnlyList<AvsBenchClip> Clips, int Repeat, bool IsSemantic, int Channels, int Missing)
{
    /// <summary>What the numbers in maps mean where they are classes, by number.</summary>
    public IReadOnlyList<string> ClassNames { get; private init; } = [];

    private const string Set = "AVSBench";
    private const string OffTheScreen = "off-the-screen";
    private const string Background = "background";

    private static readonly Dictionary<string, (string? Part, int Repeat, bool Semantic)> Kinds = new(StringComparer.Ordinal)
    {
        ["avsbench_s4"] = ("v1s", 10, false),
        ["avsbench_ms3"] = ("v1m", 100, false),
        ["avsbench_avss"] = (null, 5, true),
    };

    /// <param name="kind">avsbench_s4, avsbench_ms3 or avsbench_avss</param>
    /// <param name="split">train, val or test; null for all</param>
    /// <exception cref="UserErrorException">A list is missing or damaged, or the kind unknown.</exception>
    public static AvsBenchIndex Read(string root, string kind, string? split)
    {
        if (!Kinds.TryGetValue(kind, out var wanted))
            throw new UserErrorException($"There is no part '{kind}' of {Set}; there are {string.Join(", ", Kinds.Keys)}.");
        var numbers = Numbers(Path.Combine(root, "label2idx.json"));
        var list = Path.Combine(root, "metadata.csv");
        var (clips, missing) = (new List<AvsBenchClip>(), 0);
        foreach (var fields in DataFolder.Table(list, Set, 7, number: 2))
        {
            if ((split is not null && fields[5] != split) || (wanted.Part is { } part && fields[6] != part)) continue;
            var folder = $"{fields[6]}/{fields[1]}";
            if (!DataFolder.IsName(fields[6]) || !DataFolder.IsName(fields[1]) || !File.Exists(Path.Combine(root, folder, "audio.wav")))
            {
                missing++;
                continue;
            }

            IEnumerable<string> objects = wanted.Part == "v1s" ? [fields[4]] : fields[4].Split('_');
            clips.Add(new AvsBenchClip(folder, [.. objects.Select(name => Number(name == OffTheScreen ? Background : name))]));
        }

        return new AvsBenchIndex(clips, split == "train" ? wanted.Repeat : 1, wanted.Semantic, wanted.Semantic ? numbers.Count : 1, missing)
        {
            ClassNames = wanted.Semantic ? [.. numbers.OrderBy(entry => entry.Value).Select(entry => entry.Key)] : [],
        };

        int Number(string name) => numbers.TryGetValue(name, out var number) ? number
            : throw new UserErrorException($"'{list}' names the object '{DataFolder.Shown(name)}', which label2idx.json does not have.");
    }

    private static Dictionary<string, int> Numbers(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, int>>(string.Concat(DataFolder.Lines(path, Set))) ?? [];
        }
        catch (JsonException trouble)
        {
            throw new UserErrorException($"'{path}' is no JSON object of names and numbers: {DataFolder.Shown(trouble.Message)}", trouble);
        }
    }
}

/// <summary>One clip.</summary>
/// <param name="Folder">Below the data set's folder.</param>
/// <param name="Classes">Class numbers of its objects; values in its maps are one less.</param>
public sealed record AvsBenchClip(string Folder, IReadOnlyList<int> Classes);

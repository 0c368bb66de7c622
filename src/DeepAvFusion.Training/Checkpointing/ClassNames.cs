using DeepAvFusion.Model.Checkpoints;

namespace DeepAvFusion.Training.Checkpointing;

/// <summary>Names of classes, as checkpoints carry them and data have them.</summary>
internal static class ClassNames
{
    private const int MostNamed = 5;

    /// <summary>Where two lists differ first; null where they are the same.</summary>
    public static string? Difference(IReadOnlyList<string> trained, IReadOnlyList<string> now)
    {
        if (trained.SequenceEqual(now)) return null;
        int[] places = [.. Enumerable.Range(0, Math.Max(trained.Count, now.Count)).Where(i => trained.ElementAtOrDefault(i) != now.ElementAtOrDefault(i))];
        var more = places.Length > MostNamed ? $" and {places.Length - MostNamed} more" : "";
        return string.Join(", ", places.Take(MostNamed).Select(i => $"class {i} was {Quoted(trained, i)} and is {Quoted(now, i)}")) + more;
    }

    /// <summary>How many there are, and the first of them.</summary>
    public static string Listed(IReadOnlyList<string> names) =>
        $"{names.Count} {(names.Count == 1 ? "class" : "classes")} ({string.Join(", ", names.Take(MostNamed).Select((_, i) => Quoted(names, i)))}{(names.Count > MostNamed ? ", …" : "")})";

    private static string Quoted(IReadOnlyList<string> names, int place) => place < names.Count ? $"'{CheckpointText.Clean(names[place])}'" : "none";
}

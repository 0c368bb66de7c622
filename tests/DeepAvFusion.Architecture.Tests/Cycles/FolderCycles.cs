using System.Text.RegularExpressions;

namespace DeepAvFusion.Architecture.Tests.Cycles;

/// <summary>Finds folders beside each other that need each other. A namespace is a folder.</summary>
internal static partial class FolderCycles
{
    /// <param name="uses">Names of types with their namespaces.</param>
    /// <returns>Cycles, each with the types that make it, such as `A → B (A.User → B.Used) → A (B.Other → A.User)`.</returns>
    public static IReadOnlyList<string> In(IEnumerable<(string User, string Used)> uses)
    {
        var edges = new SortedDictionary<string, SortedDictionary<string, SortedDictionary<string, string>>>(StringComparer.Ordinal);       // parent, folder, other folder, example
        foreach (var (user, used) in uses.OrderBy(pair => pair.Used.EndsWith('*')).ThenBy(pair => pair))            // types before directives, which name none
        {
            var (from, to) = (user.Split('.'), used.Split('.'));
            var shared = from.Zip(to).TakeWhile(pair => pair.First == pair.Second).Count();
            if (from.Length < shared + 2 || to.Length < shared + 2) continue;      // one of them lies in a folder above the other
            At(At(edges, string.Join('.', from[..shared])), from[shared]).TryAdd(to[shared], $"{string.Join('.', from[shared..])} → {string.Join('.', to[shared..])}");
        }

        return [.. edges.SelectMany(parent => Cycles(parent.Value).Select(cycle => $"{parent.Key}: {cycle}"))];
    }

    /// <summary>The shortest way round from every folder that has one, unless it was told before.</summary>
    private static IEnumerable<string> Cycles(SortedDictionary<string, SortedDictionary<string, string>> edges)
    {
        var told = new HashSet<string>();
        foreach (var start in edges.Keys.Where(start => !told.Contains(start)))
        {
            if (WayRound(edges, start) is not { } way) continue;
            told.UnionWith(way);
            yield return start + string.Concat(way.Zip(way.Skip(1).Append(start)).Select(step => $" → {step.Second} ({edges[step.First][step.Second]})"));
        }
    }

    private static List<string>? WayRound(SortedDictionary<string, SortedDictionary<string, string>> edges, string start)
    {
        var ways = new Queue<List<string>>([[start]]);
        var seen = new HashSet<string>();
        while (ways.TryDequeue(out var way))
        {
            if (!edges.TryGetValue(way[^1], out var next)) continue;
            if (next.ContainsKey(start)) return way;
            foreach (var folder in next.Keys.Where(seen.Add)) ways.Enqueue([.. way, folder]);
        }

        return null;
    }

    /// <summary>What a source file's using directives name: constants, which are used without a trace in the assembly, need one like everything else.</summary>
    /// <returns>The file as a type of its namespace, and `*` in place of a type's name.</returns>
    public static IEnumerable<(string User, string Used)> Directives(string source, string file) =>
        Namespace().Match(source) is { Success: true } own
            ? Using().Matches(source).Select(match => ($"{own.Groups[1].Value}.{Path.GetFileNameWithoutExtension(file)}", $"{match.Groups[1].Value}.*"))
            : [];

    private static TValue At<TValue>(SortedDictionary<string, TValue> map, string key)
        where TValue : System.Collections.IEnumerable, new()
    {
        if (!map.TryGetValue(key, out var value)) map[key] = value = new TValue();
        return value;
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?(DeepAvFusion\.[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}

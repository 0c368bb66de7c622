namespace DeepAvFusion.Model.Checkpoints;

/// <summary>Finds the dictionary of tensors in the tree of a checkpoint.</summary>
internal static class CheckpointStateDict
{
    /// <summary>Dictionaries that weights are published under, averaged ones (EMA) before those they were averaged from.</summary>
    private static readonly string[] Roots = ["state_dict_ema", "state_dict", "model_ema", "model"];

    /// <summary>What trainers put before every key: data parallelism and averaging, torch.compile, Lightning.</summary>
    private static readonly string[] Wrappers = ["module.", "_orig_mod.", "model."];

    /// <summary>Beside the weights of an averaged model stands how often it was averaged.</summary>
    private const string AverageCount = "n_averaged";

    public static IReadOnlyDictionary<string, CheckpointTensor> Tensors(string file, CheckpointNode root, string? rootKey, string prefix)
    {
        var tensors = new OrderedDictionary<string, CheckpointTensor>(StringComparer.Ordinal);
        var map = Find(file, root, rootKey);
        prefix = Wrapping(map) is { Length: > 0 } wrapping && !prefix.StartsWith(wrapping, StringComparison.Ordinal) ? wrapping + prefix : prefix;
        foreach (var (key, value) in map.Entries)
        {
            if (key.IsInteger || !key.Text.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var name = key.Text[prefix.Length..];
            tensors[name] = value is CheckpointTensor tensor
                ? tensor.WithName(name)
                : throw new CheckpointException($"{file}: '{CheckpointText.Clean(key.Text)}' is a {value}, not a tensor{Hint(root, rootKey)}");
        }

        return tensors;
    }

    /// <summary>The prefix that a trainer has put before the keys of all weights; empty where there is none.</summary>
    public static string Wrapping(CheckpointMap map)
    {
        var names = map.Entries.Where(entry => entry.Value is CheckpointTensor && !entry.Key.IsInteger && entry.Key.Text != AverageCount).Select(entry => entry.Key.Text).ToList();
        var prefix = "";
        while (names.Count > 0 && Wrappers.FirstOrDefault(wrapper => names.All(name => name.AsSpan(prefix.Length).StartsWith(wrapper, StringComparison.Ordinal))) is { } more)
            prefix += more;
        return prefix;
    }

    /// <summary>The dictionary under a key; without one the first of the published ones that is there, then the root itself.</summary>
    private static CheckpointMap Find(string file, CheckpointNode root, string? rootKey)
    {
        if (root is not CheckpointMap map)
            throw new CheckpointException($"{file}: holds a {root} where a dictionary of tensors should be");
        if (rootKey is not null)
            return map.Find<CheckpointMap>(rootKey) ?? throw new CheckpointException($"{file}: has no dictionary '{rootKey}'{Hint(root, null)}");
        return Root(map).Map;
    }

    /// <summary>Published files keep their weights under a key of their own, others are the dictionary themselves.</summary>
    public static (string Key, CheckpointMap Map) Root(CheckpointMap map) =>
        Roots.FirstOrDefault(key => map.Find<CheckpointMap>(key) is { Count: > 0 }) is { } root ? (root, map.Find<CheckpointMap>(root)!) : ("", map);

    private static string Hint(CheckpointNode root, string? rootKey)
    {
        if (rootKey is not null || root is not CheckpointMap map)
            return "";
        var keys = map.Entries.Where(entry => entry.Value is CheckpointMap).Select(entry => CheckpointText.Clean(entry.Key.Text)).Take(8).ToList();
        return keys.Count == 0 ? "" : $"; it has {string.Join(", ", keys)}";
    }
}

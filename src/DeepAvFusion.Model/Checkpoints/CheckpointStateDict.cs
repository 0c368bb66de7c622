namespace DeepAvFusion.Model.Checkpoints;

/// <summary>Finds the dictionary of tensors in the tree of a checkpoint.</summary>
internal static class CheckpointStateDict
{
    public static IReadOnlyDictionary<string, CheckpointTensor> Tensors(string file, CheckpointNode root, string? rootKey, string prefix)
    {
        var tensors = new OrderedDictionary<string, CheckpointTensor>(StringComparer.Ordinal);
        foreach (var (key, value) in Find(file, root, rootKey).Entries)
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

    /// <summary>The dictionary under a key; without one "state_dict", then "model", then the root itself.</summary>
    private static CheckpointMap Find(string file, CheckpointNode root, string? rootKey)
    {
        if (root is not CheckpointMap map)
            throw new CheckpointException($"{file}: holds a {root} where a dictionary of tensors should be");
        if (rootKey is not null)
            return map.Find<CheckpointMap>(rootKey) ?? throw new CheckpointException($"{file}: has no dictionary '{rootKey}'{Hint(root, null)}");
        return Root(map).Map;
    }

    /// <summary>Published files keep their weights under "state_dict" or "model", others are the dictionary themselves.</summary>
    public static (string Key, CheckpointMap Map) Root(CheckpointMap map) =>
        map.Find<CheckpointMap>("state_dict") is { } state ? ("state_dict", state)
        : map.Find<CheckpointMap>("model") is { } model ? ("model", model)
        : ("", map);

    private static string Hint(CheckpointNode root, string? rootKey)
    {
        if (rootKey is not null || root is not CheckpointMap map)
            return "";
        var keys = map.Entries.Where(entry => entry.Value is CheckpointMap).Select(entry => CheckpointText.Clean(entry.Key.Text)).Take(8).ToList();
        return keys.Count == 0 ? "" : $"; it has {string.Join(", ", keys)}";
    }
}

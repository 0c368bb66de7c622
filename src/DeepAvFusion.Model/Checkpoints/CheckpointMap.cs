using System.Diagnostics.CodeAnalysis;

namespace DeepAvFusion.Model.Checkpoints;

/// <summary>A dictionary in the order of the file.</summary>
public sealed class CheckpointMap : CheckpointNode
{
    private OrderedDictionary<CheckpointKey, CheckpointNode>? _entries;

    /// <summary>All entries in order.</summary>
    public IReadOnlyCollection<KeyValuePair<CheckpointKey, CheckpointNode>> Entries =>
        _entries is null ? [] : _entries;

    public int Count => _entries?.Count ?? 0;

    /// <summary>Whether the file had an argparse.Namespace here, whose fields arrive after it.</summary>
    internal bool IsNamespace { get; init; }

    /// <exception cref="CheckpointException">The key is absent.</exception>
    public CheckpointNode this[CheckpointKey key] =>
        TryGet(key, out var node) ? node : throw new CheckpointException($"the checkpoint has no '{CheckpointText.Clean(key.Text)}'");

    public bool TryGet(CheckpointKey key, [NotNullWhen(true)] out CheckpointNode? node)
    {
        node = null;
        return _entries is not null && _entries.TryGetValue(key, out node);
    }

    /// <summary>The entry under a key when it has the wanted kind, else null.</summary>
    public T? Find<T>(CheckpointKey key)
        where T : CheckpointNode => TryGet(key, out var node) ? node as T : null;

    /// <summary>Adds an entry, or replaces it in its place.</summary>
    public CheckpointMap Set(CheckpointKey key, CheckpointNode value)
    {
        (_entries ??= [])[key] = value;
        return this;
    }

    public override string ToString() => $"dictionary of {Count}";
}

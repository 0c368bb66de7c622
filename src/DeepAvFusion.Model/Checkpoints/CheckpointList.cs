namespace DeepAvFusion.Model.Checkpoints;

/// <summary>A list or a tuple.</summary>
public sealed class CheckpointList : CheckpointNode
{
    private readonly List<CheckpointNode> _items;

    public CheckpointList(IEnumerable<CheckpointNode> items, bool isTuple = false)
        : this([.. items], isTuple)
    {
    }

    internal CheckpointList(List<CheckpointNode> items, bool isTuple)
    {
        _items = items;
        IsTuple = isTuple;
    }

    public bool IsTuple { get; }

    public IReadOnlyList<CheckpointNode> Items => _items;

    internal void Add(CheckpointNode item) => _items.Add(item);

    public override string ToString() => $"{(IsTuple ? "tuple" : "list")} of {_items.Count}";
}

using DeepAvFusion.Model.Checkpoints.Pickle;

namespace DeepAvFusion.Model.Checkpoints;

/// <summary>Checks of a finished tree, after which anyone may walk it without care.</summary>
internal static class CheckpointTree
{
    /// <summary>Refuses trees that are too deep (or endless) or that unfold to too many values, and values that are no data.</summary>
    public static CheckpointNode Check(CheckpointNode root, PickleInput input, CheckpointLimits limits)
    {
        var left = limits.Instructions;
        Visit(root, 0);
        return root;

        void Visit(CheckpointNode node, int depth)
        {
            if (depth > limits.Depth)
                throw input.Refuse($"is nested more than {limits.Depth} levels deep");
            if (--left < 0)
                throw input.Refuse($"unfolds to more than {limits.Instructions} values");
            switch (node)
            {
                case CheckpointMap map:
                    foreach (var (_, value) in map.Entries)
                        Visit(value, depth + 1);
                    break;
                case CheckpointList list:
                    foreach (var item in list.Items)
                        Visit(item, depth + 1);
                    break;
                case PickleConstructor or PickleStorage or PickleData or NumPyType:
                    throw input.Refuse("holds a bare class, storage or bytes where a value should be");
            }
        }
    }
}

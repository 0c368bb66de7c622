using DeepAvFusion.Model.Checkpoints.Sources;

namespace DeepAvFusion.Model.Checkpoints.Pickle;

/// <summary>What each constructor of the fixed list means: storages by persistent id, tensors over them, ordered dictionaries.</summary>
internal sealed class PickleReductions(PickleInput input, CheckpointLimits limits, PickleBudget budget)
{
    private readonly Dictionary<string, CheckpointStorage> _storages = new(StringComparer.Ordinal);

    /// <summary>All storages met so far, in order of appearance.</summary>
    public IReadOnlyDictionary<string, CheckpointStorage> Storages => _storages;

    public CheckpointKey Key(CheckpointNode node) => (node as CheckpointScalar)?.Value switch
    {
        string text => text,
        long number => number,
        bool flag => flag ? 1 : 0,
        _ => throw input.Refuse("holds a dictionary key that is neither text nor integer"),
    };

    /// <summary>("storage", type, key, location, count) and, in legacy streams, view metadata.</summary>
    public CheckpointNode Load(CheckpointList id)
    {
        var items = id.Items;
        if (items.Count is not (5 or 6) || Text(items[0]) != "storage"
            || items[1] is not PickleConstructor { Kind: PickleConstructorKind.Storage } type || Text(items[2]) is not { } key || Text(items[3]) is null)
            throw input.Refuse("damaged: a persistent id is not one of a storage");
        if (items.Count == 6 && (items[5] as CheckpointScalar)?.Value is not null)
            throw input.Refuse(
                "holds storages that are views of other storages, as only PyTorch before 0.4 wrote them; load and save it once with a newer PyTorch");
        var count = Count(items[4], "a storage size");
        if (key.Length is 0 or > 64 || !key.All(char.IsAsciiLetterOrDigit))
            throw input.Refuse($"names a storage '{CheckpointText.Clean(key)}', which is no storage key");
        if (_storages.TryGetValue(key, out var known))
            return known.DType == type.DType && known.Count == count
                ? new PickleStorage(known)
                : throw input.Refuse($"declares storage '{key}' twice with different types or sizes (overlapping storages)");
        if (count > long.MaxValue / 16)
            throw input.Refuse($"declares storage '{key}' with {count} elements");
        budget.Bytes(count * type.DType.Size(), $"storage '{key}'", input);
        var storage = new CheckpointStorage(key, type.DType, count);
        _storages.Add(key, storage);
        return new PickleStorage(storage);
    }

    public CheckpointNode Construct(PickleConstructor constructor, IReadOnlyList<CheckpointNode> arguments)
    {
        switch (constructor.Kind)
        {
            case PickleConstructorKind.OrderedDict:
                return OrderedDict(arguments);
            case PickleConstructorKind.RebuildTensor when arguments.Count == 4:
            case PickleConstructorKind.RebuildTensorV2 when arguments.Count is 6 or 7:
                return Tensor(arguments);
            case PickleConstructorKind.RebuildParameter when arguments.Count == 3:
            case PickleConstructorKind.RebuildParameterWithState when arguments.Count == 4:
                return arguments[0] is CheckpointTensor data
                    ? data.AsParameter()
                    : throw input.Refuse("damaged: a parameter is made of something that is not a tensor");
            case PickleConstructorKind.Size when arguments.Count == 1 && arguments[0] is CheckpointList size:
                return size;
            case PickleConstructorKind.Namespace when arguments.Count == 0:
                return new CheckpointMap { IsNamespace = true };
            case PickleConstructorKind.NumPyType when NumPyValues.TypeOf(arguments) is { } type:
                return type;
            case PickleConstructorKind.NumPyScalar when arguments is [NumPyType wanted, PickleData]:
                return NumPyValues.Scalar(arguments)
                    ?? throw input.Refuse($"holds a NumPy value of the type '{CheckpointText.Clean(wanted.Name)}', which is no number, flag or text that is read here (save it as a plain number: float(x))");
            case PickleConstructorKind.Encoded when NumPyValues.Encoded(arguments) is { } bytes:
                return bytes;
            default:
                throw input.Refuse($"damaged: {constructor} is given {arguments.Count} arguments it does not take");
        }
    }

    /// <summary>State given to an object: entries of a namespace; of an ordered dictionary only version notes, which are dropped; of a NumPy type the order of its bytes.</summary>
    public void Build(CheckpointNode target, CheckpointNode state)
    {
        if (target is NumPyType type && NumPyValues.Order(type, state))
            return;
        if (target is not CheckpointMap map || state is not CheckpointMap entries)
            throw input.Refuse("damaged: its description sets the state of something that has none");
        if (!map.IsNamespace)
            return;
        budget.Work(entries.Count, input);
        foreach (var (key, value) in entries.Entries)
            map.Set(key, value);
    }

    private CheckpointMap OrderedDict(IReadOnlyList<CheckpointNode> arguments)
    {
        var map = new CheckpointMap();
        if (arguments.Count == 0)
            return map;
        if (arguments.Count != 1 || arguments[0] is not CheckpointList pairs)
            throw input.Refuse("damaged: an ordered dictionary is made of something that is not a list of pairs");
        budget.Work(pairs.Items.Count, input);
        foreach (var item in pairs.Items)
        {
            if (item is not CheckpointList { Items: [var key, var value] })
                throw input.Refuse("damaged: an ordered dictionary holds something that is not a pair");
            map.Set(Key(key), value);
        }

        return map;
    }

    private CheckpointTensor Tensor(IReadOnlyList<CheckpointNode> arguments)
    {
        if (arguments[0] is not PickleStorage { Storage: var storage })
            throw input.Refuse("damaged: a tensor is made of something that is not a storage");
        var offset = Count(arguments[1], "a tensor offset");
        var shape = Sides(arguments[2], "a tensor shape");
        var strides = Sides(arguments[3], "a tensor stride");
        var layout = CheckpointLayout.Check(shape, strides, offset, storage.Count, storage.DType.Size(), limits, input.Refuse);
        budget.Bytes(layout.ByteCount, $"a tensor of shape {CheckpointText.Shape(shape)}", input);
        return new CheckpointTensor("", storage, layout, false);
    }

    private long[] Sides(CheckpointNode node, string what)
    {
        if (node is not CheckpointList list || list.Items.Count > limits.Dimensions)
            throw input.Refuse($"damaged: {what} is not a short list of integers");
        return [.. list.Items.Select(side => Count(side, what))];
    }

    private long Count(CheckpointNode node, string what) => (node as CheckpointScalar)?.Value is long number
        ? number >= 0 ? number : throw input.Refuse($"{what} is negative ({number}), which no saved tensor has")
        : throw input.Refuse($"damaged: {what} is not an integer");

    private static string? Text(CheckpointNode node) => (node as CheckpointScalar)?.Value as string;
}

using DeepAvFusion.Model.Checkpoints.Sources;

namespace DeepAvFusion.Model.Checkpoints.Pickle;

/// <summary>The fixed list of what a checkpoint may construct. None of them runs anything: each is a rule of this reader.</summary>
internal enum PickleConstructorKind
{
    OrderedDict,
    RebuildTensor,
    RebuildTensorV2,
    RebuildParameter,
    RebuildParameterWithState,
    Storage,
    Size,
    Namespace,
    NumPyType,
    NumPyScalar,
    Encoded,
}

/// <summary>A name from the fixed list on the interpreter's stack.</summary>
internal sealed class PickleConstructor : CheckpointNode
{
    private static readonly Dictionary<(string Module, string Name), PickleConstructor> Known = new()
    {
        [("collections", "OrderedDict")] = new(PickleConstructorKind.OrderedDict),
        [("torch._utils", "_rebuild_tensor")] = new(PickleConstructorKind.RebuildTensor),
        [("torch._utils", "_rebuild_tensor_v2")] = new(PickleConstructorKind.RebuildTensorV2),
        [("torch._utils", "_rebuild_parameter")] = new(PickleConstructorKind.RebuildParameter),
        [("torch._utils", "_rebuild_parameter_with_state")] = new(PickleConstructorKind.RebuildParameterWithState),
        [("torch", "Size")] = new(PickleConstructorKind.Size),
        [("argparse", "Namespace")] = new(PickleConstructorKind.Namespace),
        [("numpy", "dtype")] = new(PickleConstructorKind.NumPyType),
        [("numpy.core.multiarray", "scalar")] = new(PickleConstructorKind.NumPyScalar),
        [("numpy._core.multiarray", "scalar")] = new(PickleConstructorKind.NumPyScalar),
        [("_codecs", "encode")] = new(PickleConstructorKind.Encoded),
    };

    private PickleConstructor(PickleConstructorKind kind, CheckpointDType dtype = default) => (Kind, DType) = (kind, dtype);

    public PickleConstructorKind Kind { get; }

    /// <summary>Element type of a <see cref="PickleConstructorKind.Storage"/>.</summary>
    public CheckpointDType DType { get; }

    public static PickleConstructor Find(PickleInput input, string module, string name)
    {
        if (Known.TryGetValue((module, name), out var known))
            return known;
        if (module == "torch" && CheckpointDTypes.FromStorageClass(name) is { } dtype)
            return new(PickleConstructorKind.Storage, dtype);
        throw input.Refuse(
            $"asks for '{CheckpointText.Clean(module)}.{CheckpointText.Clean(name)}', which is not on the fixed list of what a checkpoint may hold; "
            + "nothing of it was run (save the tensors alone: torch.save(model.state_dict(), ...))");
    }

    public override string ToString() => Kind.ToString();
}

/// <summary>A storage on the interpreter's stack, waiting to be given to a tensor.</summary>
internal sealed class PickleStorage(CheckpointStorage storage) : CheckpointNode
{
    public CheckpointStorage Storage { get; } = storage;
}

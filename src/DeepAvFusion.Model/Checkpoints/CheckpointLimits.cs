namespace DeepAvFusion.Model.Checkpoints;

/// <summary>Bounds that keep a hostile file from costing more than an honest one; a file beyond any of them is refused.</summary>
public sealed record CheckpointLimits
{
    /// <summary>Generous for every published model of this family and its optimiser state.</summary>
    public static CheckpointLimits Default { get; } = new();

    /// <summary>Bytes of the pickled description (not of the weights).</summary>
    public long PickleBytes { get; init; } = 64L << 20;

    /// <summary>Steps one pickle may take: instructions and copied entries.</summary>
    public int Instructions { get; init; } = 2_000_000;

    /// <summary>Values waiting on the interpreter's stack.</summary>
    public int Stack { get; init; } = 100_000;

    /// <summary>Entries of the interpreter's memo.</summary>
    public int Memo { get; init; } = 1_000_000;

    /// <summary>Levels of nested dictionaries, lists and tuples.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Bytes of one text or key.</summary>
    public int TextBytes { get; init; } = 1 << 20;

    /// <summary>Files inside a zip container.</summary>
    public int Entries { get; init; } = 100_000;

    /// <summary>Unpacked bytes per packed byte of a compressed entry (PyTorch itself never compresses).</summary>
    public int CompressionRatio { get; init; } = 100;

    /// <summary>Bytes of the header of a safetensors file.</summary>
    public int HeaderBytes { get; init; } = 25 << 20;

    /// <summary>Dimensions of one tensor.</summary>
    public int Dimensions { get; init; } = 16;

    /// <summary>Bytes of one tensor when laid out without gaps.</summary>
    public long TensorBytes { get; init; } = 0x7FFF_FFC7;

    /// <summary>Bytes of all tensors laid out without gaps, per byte of the file (shared and expanded storages count every time).</summary>
    public int ExpansionRatio { get; init; } = 16;

    /// <summary>Added to what <see cref="ExpansionRatio"/> allows, for very small files.</summary>
    public long ExpansionSlack { get; init; } = 64L << 20;
}

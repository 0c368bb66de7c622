using DeepAvFusion.Model.Checkpoints.Containers;
using DeepAvFusion.Model.Checkpoints.Sources;

namespace DeepAvFusion.Model.Checkpoints;

/// <summary>An open checkpoint: its tree is in memory, the tensors are read from the file when asked for.</summary>
public sealed class CheckpointFile : IDisposable
{
    private readonly CheckpointSource _source;

    private CheckpointFile(CheckpointSource source, CheckpointFormat format, CheckpointNode root, IReadOnlyDictionary<string, string> metadata)
    {
        (_source, Format, Root, Metadata) = (source, format, root, metadata);
    }

    public CheckpointFormat Format { get; }

    /// <summary>Everything the file holds.</summary>
    public CheckpointNode Root { get; }

    /// <summary>What the file says about itself: the texts of a safetensors header, or of "metadata" in a PyTorch file.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Key of the dictionary that weights are taken from ("" for the file itself), and what a trainer has put before each of their keys ("" for nothing).</summary>
    public (string RootKey, string Wrapping) Origin => Root is CheckpointMap map && CheckpointStateDict.Root(map) is var (key, weights) ? (key, CheckpointStateDict.Wrapping(weights)) : ("", "");

    /// <summary>Bytes of the file.</summary>
    public long Length => _source.Length;

    /// <summary>Opens a checkpoint of any of the three formats.</summary>
    /// <exception cref="CheckpointException">The path is no checkpoint, or not one that is safe to read.</exception>
    public static CheckpointFile Open(string path, CheckpointLimits? limits = null) =>
        Open(CheckpointProbe.OpenFile(path), limits);

    /// <summary>Opens a checkpoint held in memory.</summary>
    /// <param name="name">Name for messages.</param>
    public static CheckpointFile Open(string name, ReadOnlyMemory<byte> bytes, CheckpointLimits? limits = null) =>
        Open(new MemoryCheckpointSource(name, bytes), limits);

    /// <summary>The tensors of one dictionary of the tree, by key and in order.</summary>
    /// <param name="rootKey">Key of the dictionary in the file; null: the first there is of "state_dict_ema", "state_dict", "model_ema" and "model", else the file itself.</param>
    /// <param name="prefix">Only keys that begin with it count, and lose it, as all keys lose what a trainer has put before every one ("module.", "_orig_mod.", "model.").</param>
    /// <exception cref="CheckpointException">There is no such dictionary, or a value in it is not a tensor.</exception>
    public IReadOnlyDictionary<string, CheckpointTensor> Tensors(string? rootKey = null, string prefix = "") =>
        CheckpointStateDict.Tensors(_source.Name, Root, rootKey, prefix);

    public void Dispose() => _source.Dispose();

    private static Dictionary<string, string> TextsOf(CheckpointNode root) =>
        (root as CheckpointMap)?.Find<CheckpointMap>("metadata")?.Entries
            .Where(entry => !entry.Key.IsInteger && entry.Value is CheckpointScalar { Value: string })
            .ToDictionary(entry => entry.Key.Text, entry => entry.Value.ToString()!, StringComparer.Ordinal) ?? [];

    private static CheckpointFile Open(CheckpointSource source, CheckpointLimits? limits)
    {
        limits ??= CheckpointLimits.Default;
        try
        {
            var format = CheckpointProbe.Detect(source);
            IReadOnlyDictionary<string, string> metadata = new Dictionary<string, string>();
            var root = format switch
            {
                CheckpointFormat.TorchZip => TorchZipContainer.Read(source, limits),
                CheckpointFormat.TorchLegacy => TorchLegacyContainer.Read(source, limits),
                _ => SafetensorsContainer.Read(source, limits, out metadata),
            };
            return new(source, format, root, format == CheckpointFormat.Safetensors ? metadata : TextsOf(root));
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }
}

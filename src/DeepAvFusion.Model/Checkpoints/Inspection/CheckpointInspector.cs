using System.Globalization;
using System.Security.Cryptography;

namespace DeepAvFusion.Model.Checkpoints.Inspection;

/// <summary>Describes checkpoints without loading them into a network.</summary>
public static class CheckpointInspector
{
    private const int Piece = 4 << 20;

    /// <summary>Reads the whole file once for its digest and its tensors once for their values.</summary>
    /// <exception cref="CheckpointException">The path is no checkpoint, or a damaged one.</exception>
    public static CheckpointReport Inspect(string path, IProgress<CheckpointProgress>? progress, CancellationToken cancellation)
    {
        using var file = CheckpointFile.Open(path);
        var (rootKey, wrapping, tensors) = Tensors(file);
        var root = file.Root as CheckpointMap;
        return new()
        {
            FileName = Path.GetFileName(path),
            Length = file.Length,
            Sha256 = Digest(path, progress, cancellation),
            Format = file.Format,
            TopLevel = root is null || file.Format == CheckpointFormat.Safetensors
                ? []
                : [.. root.Entries.Select(entry => KeyValuePair.Create(CheckpointText.Clean(entry.Key.Text), CheckpointText.Clean($"{entry.Value}")))],
            RootKey = rootKey,
            Wrapping = wrapping,
            Tensors = [.. tensors.Select(CheckpointTensorInfo.Of)],
            Families = CheckpointFamily.Group(tensors),
            Elements = tensors.Sum(tensor => tensor.ElementCount),
            BytesByType = tensors.GroupBy(tensor => tensor.DType).ToDictionary(group => group.Key, group => group.Sum(tensor => tensor.ByteCount)),
            NonFinite = NonFinite(tensors, progress, cancellation),
            Epoch = Number(root, file.Metadata, "epoch"),
            Steps = Number(root, file.Metadata, "n_steps") ?? Number(root, file.Metadata, "steps"),
            OptimizerStates = root?.Find<CheckpointMap>("optimizer")?.Find<CheckpointMap>("state")?.Count ?? 0,
            Metadata = file.Metadata,
            Architecture = CheckpointArchitecture.Detect(tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Shape)),
        };
    }

    /// <summary>Lower-case hexadecimal SHA-256 of a file.</summary>
    public static string Digest(string path, IProgress<CheckpointProgress>? progress, CancellationToken cancellation)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[Piece];
        while (stream.Read(buffer) is > 0 and var read)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            progress?.Report(new(stream.Position, stream.Length, ""));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The dictionary of weights, or no tensors when the file has none.</summary>
    internal static (string RootKey, string Wrapping, IReadOnlyList<CheckpointTensor> Tensors) Tensors(CheckpointFile file)
    {
        if (file.Root is not CheckpointMap root)
            return ("", "", []);
        var (rootKey, map) = CheckpointStateDict.Root(root);
        var wrapping = CheckpointStateDict.Wrapping(map);
        var tensors = map.Entries.Where(entry => entry.Value is CheckpointTensor && entry.Key.Text.StartsWith(wrapping, StringComparison.Ordinal));
        return (rootKey, wrapping, [.. tensors.Select(entry => ((CheckpointTensor)entry.Value).WithName(entry.Key.Text[wrapping.Length..]))]);
    }

    private static List<string> NonFinite(IReadOnlyList<CheckpointTensor> tensors, IProgress<CheckpointProgress>? progress, CancellationToken cancellation)
    {
        var found = new List<string>();
        var total = tensors.Sum(tensor => tensor.ByteCount);
        var done = 0L;
        var buffer = new byte[tensors.Count == 0 ? 0 : tensors.Max(tensor => tensor.ByteCount)];
        foreach (var tensor in tensors)
        {
            cancellation.ThrowIfCancellationRequested();
            var bytes = buffer.AsSpan(0, (int)tensor.ByteCount);
            tensor.CopyBytesTo(bytes);
            if (!FiniteCheck.IsFinite(tensor.DType, bytes))
                found.Add(tensor.Name);
            progress?.Report(new(done += bytes.Length, total, tensor.Name));
        }

        return found;
    }

    private static long? Number(CheckpointMap? root, IReadOnlyDictionary<string, string> texts, string key) => root is null || !root.TryGet(key, out var node)
        ? long.TryParse(texts.GetValueOrDefault(key), NumberStyles.Integer, CultureInfo.InvariantCulture, out var told) ? told : null
        : node switch
        {
            CheckpointScalar { Value: long number } => number,
            CheckpointTensor { ElementCount: 1 } tensor when !tensor.DType.IsFloating() => tensor.ToInt64()[0],
            _ => null,
        };
}

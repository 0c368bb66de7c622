using DeepAvFusion.Model.Checkpoints.Inspection;

namespace DeepAvFusion.Model.Checkpoints.Writers;

/// <summary>Rewrites a checkpoint in another format; the endings of the names decide: .safetensors, or .pth and .pt.</summary>
public static class CheckpointConverter
{
    /// <summary>Converts a file; one tensor at a time is in memory.</summary>
    /// <param name="type">Element type floating point weights are given: float32, float16 or bfloat16; null keeps theirs.</param>
    /// <exception cref="CheckpointException">The source is no checkpoint, or the destination cannot be written.</exception>
    public static CheckpointConverted Convert(
        string source, string destination, CheckpointDType? type, IProgress<CheckpointProgress>? progress, CancellationToken cancellation)
    {
        var isTorch = Path.GetExtension(destination).ToLowerInvariant() switch
        {
            ".pth" or ".pt" => true,
            ".safetensors" => false,
            _ => throw new CheckpointException($"{Path.GetFileName(destination)}: the name must end in .safetensors, .pth or .pt, which says the format"),
        };
        if (type is not (null or CheckpointDType.Float32 or CheckpointDType.Float16 or CheckpointDType.BFloat16))
            throw new CheckpointException($"weights can be converted to float32, float16 or bfloat16, not {type.Value.Name()}");
        if (Path.GetFullPath(source) == Path.GetFullPath(destination))
            throw new CheckpointException($"{Path.GetFileName(destination)}: is the source itself; give the result another name");
        using var file = CheckpointFile.Open(source);
        var (rootKey, _, tensors) = CheckpointInspector.Tensors(file);
        if (tensors.Count == 0)
            throw new CheckpointException($"{Path.GetFileName(source)}: holds no weights to convert");
        var weights = tensors.Select(tensor => type is { } wanted ? RetypedTensor.Of(tensor, wanted) : tensor).ToList();
        var dropped = isTorch
            ? WriteTorch(file, rootKey, weights, destination, progress, cancellation)
            : WriteSafetensors(file, rootKey, weights, destination, progress, cancellation);
        return new(weights.Count, new FileInfo(destination).Length, dropped);
    }

    private static List<string> WriteTorch(
        CheckpointFile file,
        string rootKey,
        List<CheckpointTensor> weights,
        string destination,
        IProgress<CheckpointProgress>? progress,
        CancellationToken cancellation)
    {
        var map = new CheckpointMap();
        foreach (var tensor in weights)
            map.Set(tensor.Name, tensor);
        var root = new CheckpointMap().Set(rootKey.Length == 0 ? "state_dict" : rootKey, map);
        if (rootKey.Length > 0)
            foreach (var (key, value) in ((CheckpointMap)file.Root).Entries.Where(entry => entry.Key != rootKey))
                root.Set(key, value);
        if (file.Metadata.Count > 0)
            root.Set("metadata", file.Metadata.Aggregate(new CheckpointMap(), (notes, note) => notes.Set(note.Key, CheckpointScalar.Of(note.Value))));
        TorchCheckpointWriter.Write(destination, root, progress, cancellation);
        return [];
    }

    private static List<string> WriteSafetensors(
        CheckpointFile file,
        string rootKey,
        List<CheckpointTensor> weights,
        string destination,
        IProgress<CheckpointProgress>? progress,
        CancellationToken cancellation)
    {
        var metadata = new Dictionary<string, string>(file.Metadata);
        var dropped = new List<string>();
        var others = ((CheckpointMap)file.Root).Entries.Where(entry => rootKey.Length > 0 ? entry.Key != rootKey : entry.Value is not CheckpointTensor);
        foreach (var (key, value) in others)
            switch (value)
            {
                case CheckpointScalar { Value: not null } scalar:
                    metadata[key.Text] = scalar.ToString();
                    break;
                case CheckpointMap notes when key == "metadata" && notes.Entries.All(note => note.Value is CheckpointScalar { Value: string }):
                    foreach (var (name, note) in notes.Entries)
                        metadata[name.Text] = note.ToString()!;
                    break;
                default:
                    dropped.Add(key.Text);
                    break;
            }

        SafetensorsWriter.Write(destination, weights, metadata, progress, cancellation);
        return dropped;
    }
}

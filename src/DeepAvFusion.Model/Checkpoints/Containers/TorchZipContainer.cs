using System.IO.Hashing;
using System.Text;
using DeepAvFusion.Model.Checkpoints.Pickle;
using DeepAvFusion.Model.Checkpoints.Sources;

namespace DeepAvFusion.Model.Checkpoints.Containers;

/// <summary>PyTorch's zip container: archive/data.pkl describes, archive/data/N hold the storages.</summary>
internal static class TorchZipContainer
{
    public static CheckpointNode Read(CheckpointSource file, CheckpointLimits limits)
    {
        var entries = ZipDirectory.Read(file, limits);
        var description = entries.Values.Where(entry => entry.Name.Split('/') is [_, "data.pkl"]).ToList();
        if (description.Count != 1)
            throw file.Refuse(description.Count == 0
                ? "is a zip file but not a checkpoint (no data.pkl inside)"
                : "holds several checkpoints in one zip file");
        var root = description[0].Name[..^"data.pkl".Length];
        if (entries.ContainsKey(root + "constants.pkl"))
            throw file.Refuse("is a TorchScript program, not a checkpoint; save its weights instead: torch.save(module.state_dict(), ...)");
        CheckByteOrder(file, entries, root);

        var (source, offset) = Verified(file, description[0], limits);
        var input = new PickleInput(source, offset, description[0].Length, limits);
        var budget = new PickleBudget(limits, file.Length);
        var reductions = new PickleReductions(input, limits, budget);
        var tree = new PickleMachine(input, limits, budget, reductions).Run();
        foreach (var storage in reductions.Storages.Values)
            Locate(file, entries, root, storage);
        return CheckpointTree.Check(tree, input, limits);
    }

    private static void Locate(CheckpointSource file, Dictionary<string, ZipEntry> entries, string root, CheckpointStorage storage)
    {
        if (!entries.TryGetValue($"{root}data/{storage.Key}", out var entry))
            throw file.Refuse($"damaged: storage '{storage.Key}' is described but not inside");
        if (entry.Length != storage.ByteCount)
            throw file.Refuse($"damaged: storage '{storage.Key}' has {entry.Length} bytes, its description says {storage.ByteCount}");
        var (source, offset) = entry.Open(file);
        storage.Locate(source, offset, entry.Checksum);
    }

    private static (CheckpointSource Source, long Offset) Verified(CheckpointSource file, ZipEntry entry, CheckpointLimits limits)
    {
        if (entry.Length > limits.PickleBytes)
            throw file.Refuse($"its description is longer than {limits.PickleBytes} bytes");
        var (source, offset) = entry.Open(file);
        var bytes = new byte[entry.Length];
        source.Read(offset, bytes);
        return Crc32.HashToUInt32(bytes) == entry.Checksum
            ? (new MemoryCheckpointSource(file.Name, bytes), 0)
            : throw file.Refuse("damaged: its description does not match its checksum; copy or download it again");
    }

    private static void CheckByteOrder(CheckpointSource file, Dictionary<string, ZipEntry> entries, string root)
    {
        if (!entries.TryGetValue(root + "byteorder", out var entry))
            return;
        var text = new byte[Math.Min(entry.Length, 16)];
        var (source, offset) = entry.Open(file);
        source.Read(offset, text);
        if (Encoding.ASCII.GetString(text).Trim() != "little")
            throw file.Refuse("was written on a big-endian machine; load and save it once on a little-endian one");
    }
}

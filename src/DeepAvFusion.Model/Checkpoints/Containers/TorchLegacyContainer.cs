using System.Buffers.Binary;
using DeepAvFusion.Model.Checkpoints.Pickle;
using DeepAvFusion.Model.Checkpoints.Sources;

namespace DeepAvFusion.Model.Checkpoints.Containers;

/// <summary>PyTorch's older stream: magic number, version, machine, description, list of storages, then each storage with its size.</summary>
internal static class TorchLegacyContainer
{
    private const int Header = 2;                                              // instruction and protocol
    private const int FrameHeader = 9;                                         // instruction and length
    private const int HighestProtocol = 5;

    /// <summary>How such a file usually begins: a pickle of protocol 2 with the magic number.</summary>
    public static ReadOnlySpan<byte> Signature => [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.'];

    /// <summary>Whether a file begins with the magic number, in a pickle of protocol 2 or later; from 4 on a frame is around it.</summary>
    public static bool LooksLike(ReadOnlySpan<byte> start)
    {
        if (start.Length < Header || start[0] != Signature[0] || start[1] is < 2 or > HighestProtocol) return false;
        var rest = start[Header..];
        if (rest is [(byte)PickleOpcode.Frame, ..]) rest = rest[Math.Min(rest.Length, FrameHeader)..];
        return rest.StartsWith(Signature[Header..]);
    }

    public static CheckpointNode Read(CheckpointSource file, CheckpointLimits limits)
    {
        var input = new PickleInput(file, 0, file.Length, limits);
        var budget = new PickleBudget(limits, file.Length);
        var reductions = new PickleReductions(input, limits, budget);
        CheckpointNode Next() => new PickleMachine(input, limits, budget, reductions).Run();

        if (Next() is not CheckpointScalar { Value: TorchMagic.Text } || Next() is not CheckpointScalar { Value: TorchMagic.Protocol })
            throw file.Refuse("is not a checkpoint of PyTorch's legacy stream, version 1001");
        if (Next() is not CheckpointMap machine || machine.Find<CheckpointScalar>("little_endian")?.Value is not true)
            throw file.Refuse("was written on a big-endian machine; load and save it once on a little-endian one");
        var tree = Next();
        if (Next() is not CheckpointList keys)
            throw file.Refuse("damaged: the list of storages is missing");
        Locate(file, keys, reductions.Storages, input.Position);
        return CheckpointTree.Check(tree, input, limits);
    }

    private static void Locate(CheckpointSource file, CheckpointList keys, IReadOnlyDictionary<string, CheckpointStorage> storages, long position)
    {
        Span<byte> size = stackalloc byte[8];
        foreach (var item in keys.Items)
        {
            if ((item as CheckpointScalar)?.Value is not string key || !storages.TryGetValue(key, out var storage) || storage.IsLocated)
                throw file.Refuse("damaged: the list of storages does not match the description");
            file.Read(position, size);
            var count = BinaryPrimitives.ReadInt64LittleEndian(size);
            if (count != storage.Count)
                throw file.Refuse($"damaged: storage '{key}' has {count} elements, its description says {storage.Count}");
            storage.Locate(file, position + size.Length, null);
            position += size.Length + storage.ByteCount;
        }

        if (storages.Values.FirstOrDefault(storage => !storage.IsLocated) is { } missing)
            throw file.Refuse($"damaged: storage '{missing.Key}' is described but not inside");
    }
}

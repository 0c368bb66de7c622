using DeepAvFusion.Model.Checkpoints.Sources;

namespace DeepAvFusion.Model.Checkpoints.Writers;

/// <summary>Writes a tree as a .pth file (zip container) that torch.load opens, also with weights_only.</summary>
public static class TorchCheckpointWriter
{
    private const string Archive = "archive/";
    private const int LargestPiece = 256 << 20;

    /// <summary>Writes the file beside its place and moves it there when it is whole.</summary>
    /// <param name="root">Usually a map with "state_dict"; shared storages stay shared.</param>
    /// <exception cref="CheckpointException">A tensor cannot be read, or the file not be written.</exception>
    public static void Write(string path, CheckpointNode root, IProgress<CheckpointProgress>? progress, CancellationToken cancellation)
    {
        var pickle = new PickleWriter();
        var description = pickle.Write(root);
        using var file = new ReplacedFile(path);
        var zip = new ZipWriter(file);
        zip.Add(Archive + "data.pkl", description);
        zip.Add(Archive + "byteorder", "little"u8.ToArray());
        var total = pickle.Storages.Keys.Sum(storage => storage.ByteCount);
        var done = 0L;
        var buffer = new byte[Math.Min(LargestPiece, pickle.Storages.Keys.Max(storage => (long?)storage.ByteCount) ?? 0)];
        foreach (var (storage, key) in pickle.Storages)
        {
            zip.Add($"{Archive}data/{key}", storage.ByteCount, write => Copy(storage, buffer, write, cancellation));
            done += storage.ByteCount;
            progress?.Report(new(done, total, storage.Key));
        }

        zip.Add(Archive + "version", "3\n"u8.ToArray());
        zip.Finish();
        file.Finish();
    }

    private static void Copy(CheckpointStorage storage, byte[] buffer, Action<ReadOnlySpan<byte>> write, CancellationToken cancellation)
    {
        for (var offset = 0L; offset < storage.ByteCount;)
        {
            cancellation.ThrowIfCancellationRequested();
            var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, storage.ByteCount - offset));
            storage.Read(offset, piece);
            write(piece);
            offset += piece.Length;
        }
    }
}

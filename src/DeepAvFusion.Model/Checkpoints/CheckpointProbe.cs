using System.Globalization;
using System.Text;
using DeepAvFusion.Model.Checkpoints.Containers;
using DeepAvFusion.Model.Checkpoints.Sources;

namespace DeepAvFusion.Model.Checkpoints;

/// <summary>Tells by its first bytes what a file is, and says it plainly when it is no checkpoint.</summary>
internal static class CheckpointProbe
{
    private const string LfsMarker = "version https://git-lfs.github.com/spec/v1";

    /// <summary>First members of the archives of PyTorch before 0.1.10.</summary>
    private static readonly string[] OldTorchParts = ["sys_info", "pickle", "storages", "tensors"];

    public static CheckpointSource OpenFile(string path)
    {
        var name = CheckpointText.Clean(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)));
        if (Directory.Exists(path))
            throw new CheckpointException($"{name}: is a directory; name the checkpoint file inside it");
        var info = new FileInfo(path);
        if (!info.Exists)
            throw new CheckpointException($"{name}: does not exist");
        if (info.Length == 0)
            throw new CheckpointException($"{name}: is empty (or no ordinary file); copy or download it again");
        try
        {
            var handle = File.OpenHandle(path);
            return new FileCheckpointSource(name, handle, RandomAccess.GetLength(handle));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{name}: cannot be opened: {trouble.Message}", trouble);
        }
    }

    /// <exception cref="CheckpointException">It is none of the formats.</exception>
    public static CheckpointFormat Detect(CheckpointSource source)
    {
        var head = new byte[(int)Math.Min(source.Length, 512)];
        if (head.Length == 0)
            throw source.Refuse("is empty; copy or download it again");
        source.Read(0, head);
        ReadOnlySpan<byte> start = head;
        if (start.StartsWith("PK\x03\x04"u8) || start.StartsWith("PK\x05\x06"u8))
            return CheckpointFormat.TorchZip;
        if (TorchLegacyContainer.LooksLike(start))
            return CheckpointFormat.TorchLegacy;
        if (SafetensorsContainer.LooksLike(start, source.Length))
            return CheckpointFormat.Safetensors;
        throw source.Refuse(WhatElse(start, source.Length));
    }

    private static string WhatElse(ReadOnlySpan<byte> start, long length)
    {
        var text = Encoding.Latin1.GetString(start);
        if (text.StartsWith(LfsMarker, StringComparison.Ordinal))
            return LfsPointer(text);
        if (text.TrimStart().StartsWith('<'))
            return "is a web page, not a checkpoint; the download went wrong";
        if (start.Length > 262 && start[257..].StartsWith("ustar"u8))
            return OldTorchParts.Any(part => text.StartsWith(part + '\0', StringComparison.Ordinal))
                ? "is a tar archive, as only PyTorch before 0.1.10 wrote checkpoints; load and save it once with a newer PyTorch"
                : "is a tar archive; unpack it and name the checkpoint inside";
        if (text.TrimStart().StartsWith('{') && text.Contains("\"weight_map\"", StringComparison.Ordinal))
            return "lists the parts of a checkpoint in several files; save them as one file first";
        if (start.StartsWith(new byte[] { 0x1F, 0x8B }))
            return "is compressed with gzip; unpack it first";
        if (start.StartsWith(TorchLegacyContainer.Signature[..Math.Min(start.Length, 15)]))
            return "truncated: it ends within its first bytes; copy or download it again";
        if (start[0] == 0x80 && start.Length > 1 && start[1] is > 0 and <= 5)
            return "is a bare Python pickle, not a PyTorch checkpoint";
        return length < 16 ? "is too short to be a checkpoint" : "is not a checkpoint (neither PyTorch zip, PyTorch legacy nor safetensors)";
    }

    private static string LfsPointer(string text)
    {
        var lines = text.Split('\n');
        var size = lines.FirstOrDefault(line => line.StartsWith("size ", StringComparison.Ordinal)) is { } found
            && long.TryParse(found.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? string.Create(CultureInfo.InvariantCulture, $" of {bytes:N0} bytes")
            : "";
        return $"is a Git LFS pointer, a small text that stands for a file{size}; "
            + "get the real one with 'git lfs pull' in its repository, or download it from the repository's web page";
    }
}

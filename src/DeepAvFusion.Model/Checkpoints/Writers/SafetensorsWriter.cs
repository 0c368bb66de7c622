using System.Buffers.Binary;
using System.Text.Json;
using DeepAvFusion.Model.Checkpoints.Containers;

namespace DeepAvFusion.Model.Checkpoints.Writers;

/// <summary>Writes tensors and free texts as a safetensors file.</summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>Writes the file beside its place and moves it there when it is whole; one tensor at a time is in memory.</summary>
    /// <param name="tensors">By name; the names are written as they are.</param>
    /// <param name="metadata">Texts of the header, such as the model's name, preset and labels.</param>
    /// <exception cref="CheckpointException">A tensor cannot be read, or the file not be written.</exception>
    public static void Write(
        string path,
        IReadOnlyCollection<CheckpointTensor> tensors,
        IReadOnlyDictionary<string, string> metadata,
        IProgress<CheckpointProgress>? progress,
        CancellationToken cancellation)
    {
        var names = tensors.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        if (names.Count != tensors.Count || names.Contains("") || names.Contains(SafetensorsContainer.MetadataKey))
            throw new ArgumentException("every tensor needs a name of its own", nameof(tensors));
        var header = Header(tensors, metadata);
        using var file = new ReplacedFile(path);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        file.Write(length);
        file.Write(header);
        var total = tensors.Sum(tensor => tensor.ByteCount);
        var done = 0L;
        var buffer = new byte[tensors.Count == 0 ? 0 : tensors.Max(tensor => tensor.ByteCount)];
        foreach (var tensor in tensors)
        {
            cancellation.ThrowIfCancellationRequested();
            var bytes = buffer.AsSpan(0, (int)tensor.ByteCount);
            tensor.CopyBytesTo(bytes);
            file.Write(bytes);
            done += bytes.Length;
            progress?.Report(new(done, total, tensor.Name));
        }

        file.Finish();
    }

    private static byte[] Header(IReadOnlyCollection<CheckpointTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(SafetensorsContainer.MetadataKey);
                foreach (var (key, text) in metadata)
                    json.WriteString(key, text);
                json.WriteEndObject();
            }

            var offset = 0L;
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.DType.ToSafetensors());
                json.WriteStartArray("shape");
                foreach (var side in tensor.Shape)
                    json.WriteNumberValue(side);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.ByteCount);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (bytes.Length % Alignment != 0)
            bytes.WriteByte((byte)' ');
        return bytes.ToArray();
    }
}

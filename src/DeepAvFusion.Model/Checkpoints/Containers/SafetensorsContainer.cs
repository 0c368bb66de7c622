using System.Buffers.Binary;
using System.Text.Json;
using DeepAvFusion.Model.Checkpoints.Sources;

namespace DeepAvFusion.Model.Checkpoints.Containers;

/// <summary>The safetensors format: eight bytes of header length, a JSON header, then the tensors side by side.</summary>
internal static class SafetensorsContainer
{
    public const string MetadataKey = "__metadata__";
    private const int Prefix = 8;

    public static bool LooksLike(ReadOnlySpan<byte> start, long length)
    {
        if (start.Length < Prefix + 2)
            return false;
        var header = BinaryPrimitives.ReadInt64LittleEndian(start);
        return header >= 2 && start[Prefix] == (byte)'{' && (header <= length - Prefix || header <= 1L << 32);
    }

    public static CheckpointMap Read(CheckpointSource file, CheckpointLimits limits, out IReadOnlyDictionary<string, string> metadata)
    {
        Span<byte> prefix = stackalloc byte[Prefix];
        file.Read(0, prefix);
        var headerLength = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (headerLength > limits.HeaderBytes)
            throw file.Refuse($"its header of {headerLength} bytes is longer than the {limits.HeaderBytes} that are read");
        var header = new byte[headerLength];
        file.Read(Prefix, header);
        try
        {
            return ReadHeader(file, limits, header, Prefix + headerLength, out metadata);
        }
        catch (Exception trouble) when (trouble is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw file.Refuse($"damaged: its header is not the JSON of a safetensors file ({CheckpointText.Clean(trouble.Message)})", trouble);
        }
    }

    private static CheckpointMap ReadHeader(
        CheckpointSource file, CheckpointLimits limits, byte[] header, long dataStart, out IReadOnlyDictionary<string, string> metadata)
    {
        using var json = JsonDocument.Parse(header, new JsonDocumentOptions { MaxDepth = 8 });
        var notes = new Dictionary<string, string>(StringComparer.Ordinal);
        var ranges = new List<(long Start, long End, string Key)>();
        var map = new CheckpointMap();
        metadata = notes;
        foreach (var property in json.RootElement.EnumerateObject())
        {
            if (property.Name == MetadataKey)
            {
                foreach (var note in property.Value.EnumerateObject())
                {
                    notes[note.Name] = note.Value.GetString() ?? throw new FormatException($"metadata '{note.Name}' is not a text");
                    if (notes.Count > limits.Entries)
                        throw file.Refuse($"holds more than {limits.Entries} texts");
                }

                continue;
            }

            if (map.TryGet(property.Name, out _))
                throw file.Refuse($"holds '{CheckpointText.Clean(property.Name)}' twice");
            if (map.Count >= limits.Entries)
                throw file.Refuse($"holds more than {limits.Entries} tensors");
            map.Set(property.Name, ReadTensor(file, limits, property, dataStart, ranges));
        }

        CheckRanges(file, ranges, file.Length - dataStart);
        return map;
    }

    private static CheckpointTensor ReadTensor(
        CheckpointSource file, CheckpointLimits limits, JsonProperty property, long dataStart, List<(long Start, long End, string Key)> ranges)
    {
        var key = CheckpointText.Clean(property.Name);
        var tag = property.Value.GetProperty("dtype").GetString() ?? "";
        var dtype = CheckpointDTypes.FromSafetensors(tag)
            ?? throw file.Refuse($"'{key}' is of type '{CheckpointText.Clean(tag)}', which is not read; convert it to F32, F16 or BF16");
        long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64())];
        long[] range = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(place => place.GetInt64())];
        if (range.Length != 2 || range[0] < 0 || range[1] < range[0] || range[1] > file.Length - dataStart)
            throw file.Refuse($"truncated or damaged: the bytes of '{key}' lie outside the file; copy or download it again");
        var storage = new CheckpointStorage(property.Name, dtype, (range[1] - range[0]) / dtype.Size());
        var layout = CheckpointLayout.Contiguous(shape, storage, limits, cause => file.Refuse(cause));
        if (layout.ByteCount != range[1] - range[0])
            throw file.Refuse($"damaged: '{key}' of shape {CheckpointText.Shape(shape)} has {range[1] - range[0]} bytes where {layout.ByteCount} belong");
        storage.Locate(file, dataStart + range[0], null);
        ranges.Add((range[0], range[1], key));
        return new CheckpointTensor("", storage, layout, false);
    }

    /// <summary>The tensors must fill the data exactly: no overlaps, no hidden bytes.</summary>
    private static void CheckRanges(CheckpointSource file, List<(long Start, long End, string Key)> ranges, long length)
    {
        ranges.Sort();
        var place = 0L;
        foreach (var (start, end, key) in ranges)
        {
            if (start != place)
                throw file.Refuse(start < place ? $"'{key}' overlaps another tensor" : $"has bytes before '{key}' that belong to no tensor");
            place = end;
        }

        if (place != length)
            throw file.Refuse($"{(place < length ? "has" : "lacks")} {Math.Abs(length - place)} bytes at its end");
    }
}

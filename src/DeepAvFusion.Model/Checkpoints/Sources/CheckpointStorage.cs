using System.IO.Hashing;

namespace DeepAvFusion.Model.Checkpoints.Sources;

/// <summary>A run of elements of one type that one or more tensors view.</summary>
internal sealed class CheckpointStorage(string key, CheckpointDType dtype, long count)
{
    private CheckpointSource? _source;
    private long _offset;
    private uint? _checksum;

    public string Key { get; } = key;

    public CheckpointDType DType { get; } = dtype;

    /// <summary>Elements.</summary>
    public long Count { get; } = count;

    public long ByteCount => Count * DType.Size();

    public bool IsLocated => _source is not null;

    /// <summary>Says where the bytes are, once that is known.</summary>
    public void Locate(CheckpointSource source, long offset, uint? checksum)
    {
        (_source, _offset, _checksum) = (source, offset, checksum);
        if (offset < 0 || ByteCount > source.Length - offset)
            throw source.Refuse($"truncated: storage '{CheckpointText.Clean(Key)}' of {ByteCount} bytes ends beyond the file; copy or download it again");
    }

    /// <summary>Reads bytes; a read of the whole storage is checked against the container's checksum.</summary>
    public void Read(long offset, Span<byte> destination)
    {
        var source = _source ?? throw new InvalidOperationException($"storage '{Key}' has no place yet");
        source.Read(_offset + offset, destination);
        if (_checksum is { } checksum && destination.Length == ByteCount && Crc32.HashToUInt32(destination) != checksum)
            throw source.Refuse($"damaged: the bytes of storage '{CheckpointText.Clean(Key)}' do not match their checksum; copy or download it again");
    }
}

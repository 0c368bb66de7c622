using Microsoft.Win32.SafeHandles;

namespace DeepAvFusion.Media.Sources;

/// <summary>Bytes of which any can be read.</summary>
internal interface IBytesAt
{
    long Length { get; }

    /// <returns>How many bytes came, 0 at the end.</returns>
    /// <exception cref="IOException">They cannot be read.</exception>
    ValueTask<int> ReadAsync(Memory<byte> buffer, long at, CancellationToken cancellation);
}

/// <summary>Those of a file.</summary>
internal sealed class FileBytes(SafeFileHandle file) : IBytesAt
{
    public long Length { get; } = RandomAccess.GetLength(file);

    public ValueTask<int> ReadAsync(Memory<byte> buffer, long at, CancellationToken cancellation) => RandomAccess.ReadAsync(file, buffer, at, cancellation);
}

using DeepAvFusion.Model.Checkpoints.Sources;

namespace DeepAvFusion.Model.Checkpoints.Containers;

/// <summary>One file inside a zip container.</summary>
/// <param name="Name">Full name inside the archive.</param>
/// <param name="Offset">Where its (packed) bytes begin in the file.</param>
/// <param name="PackedLength">Bytes in the file.</param>
/// <param name="Length">Bytes once unpacked.</param>
/// <param name="Checksum">CRC-32 of the unpacked bytes.</param>
/// <param name="IsDeflated">Whether the bytes are compressed.</param>
internal sealed record ZipEntry(string Name, long Offset, long PackedLength, long Length, uint Checksum, bool IsDeflated)
{
    /// <summary>The unpacked bytes, from wherever they are.</summary>
    public (CheckpointSource Source, long Offset) Open(CheckpointSource file) => IsDeflated
        ? (new DeflatedCheckpointSource(file, Offset, (int)PackedLength, (int)Length), 0)
        : (file, Offset);
}

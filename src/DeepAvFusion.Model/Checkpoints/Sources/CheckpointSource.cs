using Microsoft.Win32.SafeHandles;

namespace DeepAvFusion.Model.Checkpoints.Sources;

/// <summary>Random access to the bytes of one checkpoint; reads are independent of each other and safe from several threads.</summary>
internal abstract class CheckpointSource(string name, long length) : IDisposable
{
    /// <summary>File name for messages.</summary>
    public string Name { get; } = name;

    public long Length { get; } = length;

    /// <summary>Fills the whole destination from a place in the source.</summary>
    /// <exception cref="CheckpointException">The bytes are not all there.</exception>
    public abstract void Read(long offset, Span<byte> destination);

    public virtual void Dispose()
    {
    }

    public CheckpointException Refuse(string cause, Exception? inner = null) =>
        inner is null ? new($"{Name}: {cause}") : new($"{Name}: {cause}", inner);

    protected void CheckRange(long offset, long count)
    {
        if (offset < 0 || count > Length - offset)
            throw Refuse($"truncated: {count} bytes wanted at {offset}, the file has {Length}; copy or download it again");
    }
}

/// <summary>A file on disk, read piece by piece: a mapping would turn a file cut short underneath us into a crash.</summary>
internal sealed class FileCheckpointSource(string name, SafeFileHandle handle, long length) : CheckpointSource(name, length)
{
    public override void Read(long offset, Span<byte> destination)
    {
        CheckRange(offset, destination.Length);
        while (destination.Length > 0)
        {
            int read;
            try
            {
                read = RandomAccess.Read(handle, destination, offset);
            }
            catch (IOException trouble)
            {
                throw Refuse($"cannot be read: {trouble.Message}", trouble);
            }

            if (read == 0)
                throw Refuse("became shorter while it was read");
            destination = destination[read..];
            offset += read;
        }
    }

    public override void Dispose()
    {
        handle.Dispose();
        base.Dispose();
    }
}

/// <summary>A checkpoint, or an unpacked part of one, in memory.</summary>
internal sealed class MemoryCheckpointSource(string name, ReadOnlyMemory<byte> bytes) : CheckpointSource(name, bytes.Length)
{
    public override void Read(long offset, Span<byte> destination)
    {
        CheckRange(offset, destination.Length);
        bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination);
    }
}

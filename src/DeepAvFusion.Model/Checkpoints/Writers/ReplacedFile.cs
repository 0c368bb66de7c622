using DeepAvFusion.Core;
using Microsoft.Win32.SafeHandles;

namespace DeepAvFusion.Model.Checkpoints.Writers;

/// <summary>A file that is written beside its final place and moved there when it is whole, so that nobody ever finds half of one.</summary>
internal sealed class ReplacedFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly SafeFileHandle _handle;
    private bool _isDone;

    /// <exception cref="CheckpointException">The folder is missing or cannot be written.</exception>
    public ReplacedFile(string path)
    {
        _path = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(_path)!;
        if (Directory.Exists(_path))
            throw new CheckpointException($"{Path.GetFileName(_path)}: is a directory; name the file to write");
        if (!Directory.Exists(folder))
            throw new CheckpointException($"{Path.GetFileName(_path)}: cannot be written, because there is no folder '{folder}'; make it first");
        _temporary = $"{_path}.{Guid.NewGuid():N}.tmp";
        try
        {
            _handle = File.OpenHandle(_temporary, FileMode.CreateNew, FileAccess.Write);
        }
        catch (Exception trouble) when (FileFault.Is(trouble))
        {
            throw new CheckpointException($"{Path.GetFileName(_path)}: cannot be written into '{folder}'; check the rights of the folder and the room on its disk", trouble);
        }
    }

    /// <summary>Bytes written so far, where the next ones go.</summary>
    public long Position { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        WriteAt(Position, bytes);
        Position += bytes.Length;
    }

    public void WriteAt(long position, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, position);
        }
        catch (Exception trouble) when (FileFault.Is(trouble))
        {
            throw new CheckpointException($"{Path.GetFileName(_path)}: cannot be written: {FileFault.Text(trouble)}", trouble);
        }
    }

    /// <summary>Forces everything to disk and puts the file in its place.</summary>
    public void Finish()
    {
        try
        {
            RandomAccess.FlushToDisk(_handle);                                 // where a disk counts late, it is here that it tells it is full
            _handle.Dispose();
            File.Move(_temporary, _path, overwrite: true);
        }
        catch (Exception trouble) when (FileFault.Is(trouble))
        {
            throw new CheckpointException($"{Path.GetFileName(_path)}: cannot be written: {FileFault.Text(trouble)}", trouble);
        }

        _isDone = true;
    }

    public void Dispose()
    {
        _handle.Dispose();
        if (!_isDone)
            File.Delete(_temporary);
    }
}

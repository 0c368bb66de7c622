using DeepAvFusion.Core;

namespace DeepAvFusion.Sinks.JsonLines;

/// <summary>A text file that only ever grows by whole lines.</summary>
internal sealed class LineFile : IAsyncDisposable
{
    private readonly FileStream _file;

    /// <exception cref="UserErrorException">It cannot be written.</exception>
    public LineFile(string path)
    {
        try
        {
            _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SinkFolders.CannotWrite(path, e);
        }
    }

    public async ValueTask WriteAsync(byte[] line, CancellationToken cancel)
    {
        var before = _file.Length;
        try
        {
            await _file.WriteAsync((byte[])[.. line, (byte)'\n'], cancel).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            TakeBack(before);
            throw SinkFolders.CannotWrite(_file.Name, e);
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    /// <summary>Removes the part of a line that still went onto a full disk.</summary>
    private void TakeBack(long length)
    {
        try
        {
            _file.SetLength(length);
        }
        catch (IOException)
        {
            // the disk refuses even this; the caller reports the write that failed
        }
    }
}

using DeepAvFusion.Core;
using DeepAvFusion.Media.Writers;

namespace DeepAvFusion.Sinks.JsonLines;

/// <summary>A text file that only ever grows by whole lines. A file that is gone, or could not be written, is opened anew with the next line.</summary>
/// <param name="sink">Whose it is, for the count of files that were begun anew.</param>
/// <param name="locate">The full path; makes its folder.</param>
internal sealed class LineFile(string sink, Func<string> locate) : IDisposable
{
    private FileStream? _file;
    private FilePlace _place;

    /// <summary>The file is there and ends with a whole line; one that a killed process left in the middle of a line gets its end.</summary>
    /// <exception cref="UserErrorException">It cannot be written.</exception>
    public void Open()
    {
        if (_file is not null && _place.IsGone)
        {
            Dispose();
            SinkMetrics.Reopened.WithLabels(sink).Inc();
        }
        if (_file is not null)
            return;
        var path = locate();
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            _file = file;
            _place = FilePlace.Of(file);
            if (file.Length == 0)
                return;
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n')
                file.WriteByte((byte)'\n');
        }
        catch (Exception e) when (FileFault.Is(e))
        {
            Dispose();
            throw WriteException.For(path, e);
        }
    }

    /// <exception cref="UserErrorException">It cannot be written.</exception>
    public async ValueTask WriteAsync(byte[] line, CancellationToken cancel)
    {
        Open();
        var file = _file!;
        var before = file.Length;
        try
        {
            await file.WriteAsync((byte[])[.. line, (byte)'\n'], cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (FileFault.Is(e))
        {
            TakeBack(file, before);
            Dispose();
            throw WriteException.For(file.Name, e);
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    /// <summary>Removes the part of a line that still went onto a full disk.</summary>
    private static void TakeBack(FileStream file, long length)
    {
        try
        {
            file.SetLength(length);
        }
        catch (IOException)
        {
            // the disk refuses even this; the caller reports the write that failed
        }
    }
}

using DeepAvFusion.Core;
using DeepAvFusion.Store.Databases;

namespace DeepAvFusion.Store.Writing;

/// <summary>Lines that wait on disk for somebody who does not take them at present. Bounded; one process at a time. How far they were taken is kept beside them.</summary>
/// <remarks>A process that is killed just after lines were taken gives the last of them once more: whoever takes them knows them by an id.</remarks>
public sealed class LineSpool(string path, long limit) : IDisposable
{
    private FileStream? _file;
    private long _taken;

    public string File { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Bytes that wait.</summary>
    public long Waiting => (_file?.Length ?? (System.IO.File.Exists(File) ? new FileInfo(File).Length : 0)) - Taken;

    private string Mark => File + ".taken";

    private long Taken => _file is null ? Marked() : _taken;

    /// <summary>Adds whole lines; they are on the disk when it returns.</summary>
    /// <returns>Null, or why none was added: what stands behind "the spool …".</returns>
    public string? TryAdd(MemoryStream lines)
    {
        long before = 0;
        try
        {
            var file = Open();
            before = file.Length;
            if (before + lines.Length > limit)
                return FormattableString.Invariant($"is full ({limit} bytes)");
            file.Seek(0, SeekOrigin.End);
            lines.WriteTo(file);
            file.Flush(flushToDisk: true);
            return null;
        }
        catch (Exception e) when (FileFault.Is(e))
        {
            TakeBack(before);
            return $"cannot be written: {FileFault.Text(e)}";
        }
    }

    /// <summary>The oldest lines that wait, without their ends, and how many bytes they are. A line that a killed process left unfinished is not ended: it was never told to be safe.</summary>
    public (IReadOnlyList<byte[]> Lines, long Bytes) Read(int most)
    {
        if (Waiting <= 0)
            return ([], 0);
        var file = Open();
        file.Seek(_taken, SeekOrigin.Begin);
        var (lines, bytes) = (new List<byte[]>(), 0L);
        var line = new List<byte>();
        for (int next; lines.Count < most && (next = file.ReadByte()) >= 0;)
        {
            bytes++;
            if (next == '\n')
            {
                lines.Add([.. line]);
                line.Clear();
            }
            else
            {
                line.Add((byte)next);
            }
        }
        return (lines, bytes);
    }

    /// <summary>Forgets the oldest bytes.</summary>
    public void Take(long bytes)
    {
        var file = Open();
        _taken += bytes;
        if (_taken >= file.Length)
        {
            file.SetLength(0);
            _taken = 0;
        }
        try
        {
            if (_taken > 0)
                System.IO.File.WriteAllText(Mark, FormattableString.Invariant($"{_taken}"));
            else
                System.IO.File.Delete(Mark);
        }
        catch (Exception e) when (FileFault.Is(e))
        {
            // a full disk: the next start gives some lines once more
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private FileStream Open()
    {
        if (_file is not null && System.IO.File.Exists(File))
            return _file;
        Dispose();
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File)!);
        var file = PrivateFile.Open(File, FileMode.OpenOrCreate);
        _taken = Math.Min(Marked(), file.Length);
        _file = file;
        if (file.Length == 0)
        {
            if (System.IO.File.Exists(Mark))                            // of a file that is gone
                System.IO.File.Delete(Mark);
            return file;
        }
        file.Seek(-1, SeekOrigin.End);
        if (file.ReadByte() != '\n')
            file.WriteByte((byte)'\n');
        return file;
    }

    private long Marked() =>
        System.IO.File.Exists(Mark) && long.TryParse(System.IO.File.ReadAllText(Mark), out var taken) && System.IO.File.Exists(File) && taken <= new FileInfo(File).Length ? taken : 0;

    private void TakeBack(long length)
    {
        try
        {
            _file?.SetLength(length);
        }
        catch (IOException)
        {
            // the disk refuses even this; the caller reports the write that failed
        }
    }
}

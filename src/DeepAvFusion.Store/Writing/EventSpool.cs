using System.Text.Json;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Databases;
using DeepAvFusion.Store.Events;

namespace DeepAvFusion.Store.Writing;

/// <summary>Events that wait on disk for a database that cannot be written, one JSON object a line. Bounded; one process at a time.</summary>
/// <remarks>What a process left behind is read again from the start: writing an event twice changes nothing.</remarks>
public sealed class EventSpool(string folder, long limit) : IDisposable
{
    private readonly string _path = Path.GetFullPath(Path.Combine(folder, "events.jsonl"));
    private FileStream? _file;
    private long _taken;

    /// <summary>Bytes that wait.</summary>
    public long Waiting => (_file?.Length ?? (File.Exists(_path) ? new FileInfo(_path).Length : 0)) - _taken;

    /// <summary>Adds events; they are on the disk when it returns.</summary>
    /// <param name="cause">Why they cannot go to the database, for whoever is told that the spool is full.</param>
    /// <exception cref="UserErrorException">The spool is full or cannot be written; none was added.</exception>
    public void Add(IReadOnlyList<StoredEvent> events, string cause)
    {
        var lines = new MemoryStream();
        foreach (var e in events)
        {
            JsonSerializer.Serialize(lines, e);
            lines.WriteByte((byte)'\n');
        }
        long before = 0;
        try
        {
            var file = Open();
            before = file.Length;
            if (before + lines.Length > limit)
                throw new UserErrorException($"{cause} Its spool '{_path}' is full too ({limit} bytes): events are lost until the store works again; raise davf.store.spool.limit.");
            file.Seek(0, SeekOrigin.End);
            lines.WriteTo(file);
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (FileFault.Is(e))
        {
            TakeBack(before);
            throw new UserErrorException($"{cause} Its spool '{_path}' cannot be written either: {FileFault.Text(e)}. Check that the disk has room, or set davf.store.spool.folder to another.", e);
        }
    }

    /// <summary>Gives the oldest events to be written, and forgets them when they have been.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> DrainAsync(int most, Func<IReadOnlyList<StoredEvent>, Task> write)
    {
        if (Waiting <= 0)
            return 0;
        var file = Open();
        file.Seek(_taken, SeekOrigin.Begin);
        var (events, read) = Read(file, most);
        await write(events).ConfigureAwait(false);
        _taken += read;
        if (_taken >= file.Length)
        {
            file.SetLength(0);
            _taken = 0;
        }
        return events.Count;
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    /// <summary>A line that a killed process left unfinished is no event; it was never told to be safe.</summary>
    private static (List<StoredEvent> Events, long Bytes) Read(FileStream file, int most)
    {
        var (events, bytes) = (new List<StoredEvent>(), 0L);
        var line = new List<byte>();
        for (int next; events.Count < most && (next = file.ReadByte()) >= 0;)
        {
            bytes++;
            if (next != '\n')
            {
                line.Add((byte)next);
                continue;
            }
            try
            {
                if (JsonSerializer.Deserialize<StoredEvent>(line.ToArray()) is { } e)
                    events.Add(e);
            }
            catch (JsonException)
            {
                StoreMetrics.Unreadable.Inc();
            }
            line.Clear();
        }
        return (events, bytes);
    }

    private FileStream Open()
    {
        if (_file is not null && File.Exists(_path))
            return _file;
        Dispose();
        _taken = 0;
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        _file = PrivateFile.Open(_path, FileMode.OpenOrCreate);
        if (_file.Length == 0)
            return _file;
        _file.Seek(-1, SeekOrigin.End);
        if (_file.ReadByte() != '\n')
            _file.WriteByte((byte)'\n');
        return _file;
    }

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

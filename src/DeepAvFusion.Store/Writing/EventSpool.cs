using System.Text.Json;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Events;

namespace DeepAvFusion.Store.Writing;

/// <summary>Events that wait on disk for a database that cannot be written, one JSON object a line.</summary>
/// <remarks>Writing an event twice changes nothing.</remarks>
public sealed class EventSpool(string folder, long limit) : IDisposable
{
    private readonly LineSpool _lines = new(Path.Combine(folder, "events.jsonl"), limit);

    /// <summary>Bytes that wait.</summary>
    public long Waiting => _lines.Waiting;

    /// <summary>Adds events; they are on the disk when it returns.</summary>
    /// <param name="cause">Why they cannot go to the database, for whoever is told that the spool is full.</param>
    /// <exception cref="UserErrorException">The spool is full or cannot be written; none was added.</exception>
    public void Add(IReadOnlyList<StoredEvent> events, string cause)
    {
        using var lines = new MemoryStream();
        foreach (var e in events)
        {
            JsonSerializer.Serialize(lines, e);
            lines.WriteByte((byte)'\n');
        }
        if (_lines.TryAdd(lines) is { } why)
            throw new UserErrorException($"{cause} Its spool '{_lines.File}' {why}, too: events are lost until the store works again. Make room, raise davf.store.spool.limit, or set davf.store.spool.folder to another disk.");
    }

    /// <summary>Gives the oldest events to be written, and forgets them when they have been.</summary>
    public async Task DrainAsync(int most, Func<IReadOnlyList<StoredEvent>, Task> write)
    {
        var (lines, bytes) = _lines.Read(most);
        if (bytes == 0)
            return;
        await write([.. lines.Select(Read).OfType<StoredEvent>()]).ConfigureAwait(false);
        _lines.Take(bytes);
    }

    public void Dispose() => _lines.Dispose();

    private static StoredEvent? Read(byte[] line)
    {
        try
        {
            return JsonSerializer.Deserialize<StoredEvent>(line);
        }
        catch (JsonException)
        {
            StoreMetrics.Unreadable.Inc();
            return null;
        }
    }
}

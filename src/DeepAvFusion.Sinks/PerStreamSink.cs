using System.Collections.Concurrent;
using DeepAvFusion.Core;

namespace DeepAvFusion.Sinks;

/// <summary>A sink that keeps files of its own for each stream, for as long as the stream is configured.</summary>
public abstract class PerStreamSink : IStreamSink
{
    private readonly ConcurrentDictionary<StreamId, IStreamWriter> _writers = new();

    public abstract string Name { get; }

    public bool Wants(Type item) => item == typeof(StreamGoneItem) || Uses(item);

    public async ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
    {
        if (item is not StreamGoneItem)
            await _writers.GetOrAdd(item.Stream, Open).WriteAsync(item, cancel).ConfigureAwait(false);
        else if (_writers.TryRemove(item.Stream, out var writer))
            await writer.DisposeAsync().ConfigureAwait(false);
    }

    /// <exception cref="UserErrorException">A file could not be written to its end; the others are finished all the same.</exception>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        UserErrorException? first = null;
        foreach (var stream in _writers.Keys)
        {
            try
            {
                if (_writers.TryRemove(stream, out var writer))
                    await writer.DisposeAsync().ConfigureAwait(false);
            }
            catch (UserErrorException e)
            {
                first ??= e;
            }
        }
        if (first is not null)
            throw first;
    }

    /// <summary>True for the items that are written.</summary>
    protected abstract bool Uses(Type item);

    /// <summary>Prepares to write a stream; opens nothing yet.</summary>
    protected abstract IStreamWriter Open(StreamId stream);
}

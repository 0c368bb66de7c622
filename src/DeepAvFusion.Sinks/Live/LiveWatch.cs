using System.Threading.Channels;

namespace DeepAvFusion.Sinks.Live;

/// <summary>One watcher of a stream. Items read from it are the reader's to dispose; disposing the watch ends it.</summary>
public sealed class LiveWatch : IDisposable
{
    private readonly Channel<SinkItem> _queue;
    private readonly Action<LiveWatch> _leave;

    internal LiveWatch(Channel<SinkItem> queue, Action<LiveWatch> leave)
    {
        _queue = queue;
        _leave = leave;
    }

    public IAsyncEnumerable<SinkItem> ReadAsync(CancellationToken cancel) => _queue.Reader.ReadAllAsync(cancel);

    public void Dispose()
    {
        _leave(this);
        _queue.Writer.TryComplete();
        while (_queue.Reader.TryRead(out var item))
            item.Dispose();
    }

    internal void Offer(SinkItem item)
    {
        if (!_queue.Writer.TryWrite(item))
            item.Dispose();
    }
}

namespace Akka.TestKit;

/// <summary>The messages a test has not looked at yet.</summary>
internal sealed class TestQueue : IDisposable
{
    private readonly LinkedList<MessageEnvelope> _messages = new();
    private readonly SemaphoreSlim _available = new(0);

    public int Count
    {
        get
        {
            lock (_messages)
                return _messages.Count;
        }
    }

    public void Enqueue(MessageEnvelope envelope)
    {
        lock (_messages)
            _messages.AddLast(envelope);
        _available.Release();
    }

    /// <summary>Takes the oldest message; null when none came in time.</summary>
    public async ValueTask<MessageEnvelope?> TakeAsync(TimeSpan timeout, CancellationToken token) =>
        await _available.WaitAsync(timeout, token).ConfigureAwait(false) ? RemoveFirst() : null;

    public MessageEnvelope? Take(TimeSpan timeout, CancellationToken token) => _available.Wait(timeout, token) ? RemoveFirst() : null;

    public async ValueTask<MessageEnvelope?> PeekAsync(TimeSpan timeout, CancellationToken token)
    {
        if (!await _available.WaitAsync(timeout, token).ConfigureAwait(false))
            return null;
        MessageEnvelope first;
        lock (_messages)
            first = _messages.First!.Value;
        _available.Release();
        return first;
    }

    public void Dispose() => _available.Dispose();

    private MessageEnvelope RemoveFirst()
    {
        lock (_messages)
        {
            var first = _messages.First!.Value;
            _messages.RemoveFirst();
            return first;
        }
    }
}

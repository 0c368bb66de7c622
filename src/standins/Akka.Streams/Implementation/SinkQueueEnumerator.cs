namespace Akka.Streams.Implementation;

/// <summary>Pulls from a running stream; the end of the enumeration ends the stream.</summary>
internal sealed class SinkQueueEnumerator<T>(UniqueKillSwitch killSwitch, ISinkQueue<T> queue, CancellationToken token) : IAsyncEnumerator<T>
{
    private bool _ended;

    public T Current { get; private set; } = default!;

    public async ValueTask<bool> MoveNextAsync()
    {
        if (_ended)
            return false;
        token.ThrowIfCancellationRequested();
        var next = await queue.PullAsync().WaitAsync(token).ConfigureAwait(false);
        _ended = !next.HasValue;
        Current = next.Value;
        return next.HasValue;
    }

    public ValueTask DisposeAsync()
    {
        _ended = true;
        killSwitch.Shutdown();
        _ = DrainAsync();
        return ValueTask.CompletedTask;
    }

    /// <summary>A queue sink lives until its end has been pulled.</summary>
    private async Task DrainAsync()
    {
        try
        {
            while ((await queue.PullAsync().ConfigureAwait(false)).HasValue)
            {
            }
        }
        catch (Exception)
        {
            // the stream has failed or is gone: nobody listens any more
        }
    }
}

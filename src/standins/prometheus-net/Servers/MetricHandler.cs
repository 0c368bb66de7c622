namespace Prometheus;

/// <summary>The life of a server of metrics: started once, stopped once.</summary>
public abstract class MetricHandler : IMetricServer, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task? _serving;

    protected MetricHandler()
    {
    }

    public IMetricServer Start()
    {
        if (_serving is not null) throw new InvalidOperationException("The metric server has already been started.");
        if (_stop.IsCancellationRequested)
            throw new InvalidOperationException("The metric server has already been stopped. Create a new server if you want to start it again.");
        _serving = StartServer(_stop.Token);
        return this;
    }

    /// <summary>Ends the server; throws what made it fail meanwhile.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await (_serving ?? Task.CompletedTask).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
        }
    }

    public void Stop() => StopAsync().GetAwaiter().GetResult();

    public void Dispose() => Stop();

    /// <summary>Starts to serve; the task ends when the token is cancelled.</summary>
    protected abstract Task StartServer(CancellationToken cancel);
}

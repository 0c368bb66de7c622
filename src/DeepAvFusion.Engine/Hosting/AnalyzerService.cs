using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.Hosting;

namespace DeepAvFusion.Engine.Hosting;

/// <summary>
/// Starts the analyzer with its host and drains it before anything else stops: sources first, then what is inside, then the sinks, all within the grace period. The start has succeeded
/// when the configured streams are there and the model is loaded.
/// </summary>
public sealed class AnalyzerService : IHostedLifecycleService, IDisposable
{
    private readonly Analyzer _analyzer;
    private readonly AnalyzerParts _parts;
    private readonly IRequiredActor<AnalyzerActor> _top;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly CancellationTokenSource _stopping = new();
    private Task _watch = Task.CompletedTask;
    private bool _finished;

    internal AnalyzerService(Analyzer analyzer, AnalyzerParts parts, IRequiredActor<AnalyzerActor> top, IHostApplicationLifetime lifetime) =>
        (_analyzer, _parts, _top, _lifetime) = (analyzer, parts, top, lifetime);

    /// <summary>What went wrong while it ran or drained, in one line; null when nothing did. To be looked at when the host has stopped.</summary>
    public string? Trouble { get; private set; }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <exception cref="Core.UserErrorException">The model or its device cannot be used, or a stream cannot be.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var top = await _top.GetAsync(cancellationToken).ConfigureAwait(false);
        _watch = WatchAsync(top, _stopping.Token);
        foreach (var stream in _parts.Settings.Streams)
            await _analyzer.AddAsync(stream, cancellationToken).ConfigureAwait(false);
        await _parts.Model.Opened.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _watch.ConfigureAwait(false);
        if (Trouble is not null)
            return;                                                       // there are no actors that could let anything out
        using var grace = new CancellationTokenSource(_parts.Settings.Grace, _parts.Time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(grace.Token, cancellationToken);
        try
        {
            await DrainAsync(limit.Token).ConfigureAwait(false);
            await FinishSinksAsync().ConfigureAwait(false);
            Trouble ??= _analyzer.SinkBoard.Failures is [var failure, ..] ? $"Not everything was saved. {failure.Line}" : null;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Trouble = FormattableString.Invariant($"Not everything came out within the grace period ({_parts.Settings.Grace.TotalSeconds} s); raise davf.shutdown.grace.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The actors are gone: nobody writes to a sink any more, even where it was not drained in time.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) => FinishSinksAsync();

    public void Dispose() => _stopping.Dispose();

    private async Task FinishSinksAsync()
    {
        if (_finished)
            return;
        _finished = true;
        foreach (var port in _parts.Sinks.Ports)
        {
            port.Dispose();
            try
            {
                await port.Sink.DisposeAsync().ConfigureAwait(false);
            }
            catch (Core.UserErrorException e)
            {
                Trouble ??= $"Not everything was saved. {e.Message}";
            }
        }
    }

    private async Task DrainAsync(CancellationToken limit)
    {
        try
        {
            var top = await _top.GetAsync(limit).ConfigureAwait(false);
            await top.Ask<AnalyzerProtocol.Done>(new AnalyzerProtocol.DrainAll(), Timeout.InfiniteTimeSpan, limit).ConfigureAwait(false);
        }
        finally
        {
            foreach (var port in _parts.Sinks.Ports)
                port.Close();
        }
        await Task.WhenAll(_parts.Sinks.Ports.Select(port => port.DrainedAsync())).WaitAsync(limit).ConfigureAwait(false);
    }

    /// <summary>Without its top actor, or its whole actor system, the program is of no use: it stops, and whoever keeps it running starts it anew.</summary>
    private async Task WatchAsync(IActorRef top, CancellationToken stopping)
    {
        Task ended = top.WatchAsync(stopping);
        await ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stopping.IsCancellationRequested)
            return;
        Trouble = "The analyzer's actors have stopped unexpectedly; the log tells why.";
        _lifetime.StopApplication();
    }
}

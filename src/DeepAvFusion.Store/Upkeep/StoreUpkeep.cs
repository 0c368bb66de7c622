using DeepAvFusion.Core;
using DeepAvFusion.Store.Alerts;
using DeepAvFusion.Store.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DeepAvFusion.Store.Upkeep;

/// <summary>Keeps the store in order while the program runs: events that nobody tells of any more are over, and what is older than it is kept goes.</summary>
internal sealed partial class StoreUpkeep(EventTable events, AlertTable alerts, StoreSettings settings, TimeProvider time, ILogger<StoreUpkeep> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PruneEvery = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        var pruneAt = DateTimeOffset.MinValue;
        do
        {
            try
            {
                await events.CloseAsync(time.GetUtcNow() - Every, stoppingToken).ConfigureAwait(false);
                if (time.GetUtcNow() < pruneAt)
                    continue;
                if (await events.PruneAsync(settings.Retention, time.GetUtcNow(), stoppingToken).ConfigureAwait(false) is > 0 and var pruned)
                    Pruned(log, pruned);
                if (settings.Retention.Age > TimeSpan.Zero)
                    await alerts.PruneAsync(time.GetUtcNow() - settings.Retention.Age, stoppingToken).ConfigureAwait(false);
                pruneAt = time.GetUtcNow() + PruneEvery;
            }
            catch (UserErrorException e)
            {
                Failed(log, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(13, LogLevel.Information, "{Count} events were older than they are kept (davf.store.retention) and are gone.")]
    private static partial void Pruned(ILogger log, long count);

    [LoggerMessage(14, LogLevel.Warning, "The store could not be kept in order: {Line}")]
    private static partial void Failed(ILogger log, string line);
}

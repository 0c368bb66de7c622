using Akka.Hosting;
using DeepAvFusion.Sinks;
using DeepAvFusion.Sinks.Alerts;
using DeepAvFusion.Store.Alerts;
using DeepAvFusion.Store.Writing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DeepAvFusion.Engine.Alerts;

/// <summary>Registers the alerts, which need the store; every <see cref="IAlertOutput"/> is told of them.</summary>
public static class AlertHosting
{
    /// <param name="spool">Folder where alerts wait for the store.</param>
    /// <param name="limit">Bytes that may wait there.</param>
    public static IServiceCollection AddAlerts(this IServiceCollection services, AlertSettings settings, string spool, long limit) => services
        .AddSingleton(provider => new AlertJournal(
            provider.GetRequiredService<AlertTable>(), new LineSpool(Path.Combine(spool, "alerts.jsonl"), limit), [.. provider.GetServices<IAlertOutput>()],
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<AlertJournal>>()))
        .AddSingleton(provider => new AlertParts(settings, provider.GetRequiredService<AlertJournal>(), provider.GetRequiredService<AlertSettingsTable>()))
        .AddSingleton(provider => new AlertDesk(provider.GetRequiredService<AlertTable>(), provider.GetRequiredService<AlertJournal>(), provider.GetRequiredService<IRequiredActor<AnalyzerActor>>()))
        .AddSingleton<IStreamSink>(provider => new AlertSink(provider.GetRequiredService<AlertDesk>));
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Prometheus;

/// <summary>Runs a server of metrics with its host.</summary>
public static class KestrelMetricServerExtensions
{
    public static IServiceCollection AddMetricServer(this IServiceCollection services, Action<KestrelMetricServerOptions> optionsCallback) =>
        services.AddHostedService(_ =>
        {
            var options = new KestrelMetricServerOptions();
            optionsCallback(options);
            return new Service(options);
        });

    private sealed class Service(KestrelMetricServerOptions options) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var server = new KestrelMetricServer(options);
            server.Start();
            await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await server.StopAsync().ConfigureAwait(false);
        }
    }
}

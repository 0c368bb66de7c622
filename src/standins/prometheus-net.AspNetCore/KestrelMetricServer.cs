using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Prometheus;

/// <summary>A server of its own that exposes metrics and nothing else; plain HTTP.</summary>
public sealed class KestrelMetricServer : MetricHandler
{
    private readonly KestrelMetricServerOptions _options;

    public KestrelMetricServer(int port, string url = "/metrics", CollectorRegistry? registry = null)
        : this("+", port, url, registry)
    {
    }

    public KestrelMetricServer(string hostname, int port, string url = "/metrics", CollectorRegistry? registry = null)
        : this(new KestrelMetricServerOptions { Hostname = hostname, Port = (ushort)port, Url = url, Registry = registry })
    {
    }

    public KestrelMetricServer(KestrelMetricServerOptions options) => _options = options;

    /// <summary>Listens before it returns: a port that is taken throws here.</summary>
    protected override Task StartServer(CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://{_options.Hostname}:{_options.Port}");
        var server = builder.Build();
        server.UseMetricServer(Configure, _options.Url);
        if (_options.Url.Trim('/').Length > 0)
        {
            server.MapWhen(
                context => context.Request.Path.Value is null or "" or "/",
                root => root.Run(context =>
                {
                    context.Response.Redirect(_options.Url);
                    return Task.CompletedTask;
                }));
        }

        Task.Run(() => ListenAsync(server, cancel), cancel).GetAwaiter().GetResult();
        return ServeAsync(server, cancel);
    }

    private static async Task ListenAsync(WebApplication server, CancellationToken cancel)
    {
        try
        {
            await server.StartAsync(cancel).ConfigureAwait(false);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task ServeAsync(WebApplication server, CancellationToken cancel)
    {
        await using (server.ConfigureAwait(false))
        {
            var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var registration = cancel.Register(cancelled.SetResult);
            await cancelled.Task.ConfigureAwait(false);
            await server.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private void Configure(MetricServerMiddleware.Settings settings)
    {
        settings.Registry = _options.Registry;
        _options.ConfigureExporter?.Invoke(settings);
    }
}

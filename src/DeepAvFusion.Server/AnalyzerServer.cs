using System.Net.Sockets;
using DeepAvFusion.Core;
using DeepAvFusion.Engine;
using DeepAvFusion.Server.Access;
using DeepAvFusion.Server.Api;
using DeepAvFusion.Server.Dashboard;
using DeepAvFusion.Server.Health;
using DeepAvFusion.Server.Live;
using DeepAvFusion.Sinks.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace DeepAvFusion.Server;

/// <summary>The web server of a running analyzer: page, API, live channels, /metrics and /health.</summary>
public sealed class AnalyzerServer : IAsyncDisposable
{
    // a live viewer or an API call never needs to send more
    private const long MostRequestBytes = 64 * 1024;

    private readonly WebApplication _app;

    private AnalyzerServer(WebApplication app, string url)
    {
        _app = app;
        Url = url;
    }

    /// <summary>Address of the page, for people.</summary>
    public string Url { get; }

    /// <exception cref="UserErrorException">The address cannot be listened on.</exception>
    public static async Task<AnalyzerServer> StartAsync(ServerSettings settings, Analyzer analyzer, LiveHub live, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.Listen(settings.Address, settings.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostRequestBytes;
        });
        builder.Services.ConfigureHttpJsonOptions(json => JsonShape.Apply(json.SerializerOptions));
        var app = builder.Build();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<TokenGate>(settings);
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(20) });
        app.UseHttpMetrics();
        app.MapMetrics();
        app.MapHealth(analyzer);
        app.MapApi(analyzer);
        app.MapLive(analyzer, live);
        app.MapDashboard();
        try
        {
            await app.StartAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new UserErrorException(
                $"Cannot listen on {settings.Address}:{settings.Port}: {e.GetBaseException().Message.TrimEnd('.')}. Choose another port with --set davf.server.port=N (0 takes a free one).", e);
        }
        var address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        return new AnalyzerServer(app, address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

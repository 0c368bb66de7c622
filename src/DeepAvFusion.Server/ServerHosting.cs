using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using DeepAvFusion.Core;
using DeepAvFusion.Server.Access;
using DeepAvFusion.Server.Api;
using DeepAvFusion.Server.Dashboard;
using DeepAvFusion.Server.Health;
using DeepAvFusion.Server.Limits;
using DeepAvFusion.Server.Live;
using DeepAvFusion.Server.Tls;
using DeepAvFusion.Store.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Prometheus;

namespace DeepAvFusion.Server;

/// <summary>The web server of a host that has an analyzer: page, API, live channels, /metrics and /health.</summary>
public static class ServerHosting
{
    // a live viewer or an API call never needs to send more
    private const long MostRequestBytes = 64 * 1024;

    // a viewer that reads nothing for so long is closed and gives up its place
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    // little is on its way to a viewer, so that a slow one answers in time and a dead one fills no memory of the system
    private const int SendBuffer = 256 * 1024;

    // what .NET measures of connections to others has series for each address, a hundred for a camera
    private const string OutgoingMeters = "System.Net.";

    public static IServiceCollection AddServer(this IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<GuessBrake>().AddSingleton<AccessDoor>().AddSingleton<Callers>().AddHostedService(provider => provider.GetRequiredService<AccessDoor>());
        OidcBearer.Add(services.AddAuthentication(CallerHandler.Name).AddScheme<AuthenticationSchemeOptions, CallerHandler>(CallerHandler.Name, null), settings.Oidc);
        // nothing here is encrypted by the framework's keys, which it would write into the user's home
        foreach (var keys in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToList())
            services.Remove(keys);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicy([new NeedRequirement()], []));
        if (settings.Tls is { } tls)
            services.AddSingleton(tls).AddSingleton<ServedCertificate>().AddHostedService(provider => provider.GetRequiredService<ServedCertificate>());
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = settings.Proxies.Count > 0 ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
            forwarded.ForwardLimit = null;                             // as far as one proxy has passed on what another said
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in settings.Proxies)
                forwarded.KnownIPNetworks.Add(proxy);
        });
        services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = endpoint =>
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.SendBufferSize = SendBuffer;
            return socket;
        });
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.Listen(settings.Address, settings.Port, listen =>
            {
                if (settings.Tls is not null)
                    listen.UseHttps(OnTls(kestrel.ApplicationServices));
            });
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostRequestBytes;
        });
        services.AddProblemDetails().AddRequestLimits(settings.Requests).AddApiDocument();
        return services.AddRouting().AddAnalyzerHealth().ConfigureHttpJsonOptions(json => JsonShape.Apply(json.SerializerOptions));
    }

    /// <summary>What answers requests; needs <see cref="AddServer"/>.</summary>
    public static WebApplication UseServer(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<NameGate>();
        app.UseAuthentication();
        app.UseMiddleware<OwnPageGate>();
        app.UseMiddleware<TokenWelcome>();
        app.UseMiddleware<AuditTrail>();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Silence / 2, KeepAliveTimeout = Silence / 2 });
        Metrics.ConfigureMeterAdapter(adapter => adapter.InstrumentFilterPredicate = instrument => !instrument.Meter.Name.StartsWith(OutgoingMeters, StringComparison.Ordinal));
        app.UseHttpMetrics();
        app.MapMetrics().For(AccessRole.Viewer);
        app.MapHealth();
        app.MapApi();
        app.MapSession();
        app.MapUsers();
        app.MapStreamSettings();
        app.MapApiDocument();
        app.MapEvents();
        app.MapClips();
        app.MapEvidence();
        app.MapAlerts();
        app.MapAlertRules();
        app.MapLearning();
        app.MapRecall();
        app.MapLive();
        app.MapDashboard();
        return app;
    }

    private static TlsHandshakeCallbackOptions OnTls(IServiceProvider services)
    {
        var certificate = services.GetRequiredService<ServedCertificate>();
        certificate.Load();
        return new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = certificate.Context }) };
    }

    /// <summary>Address of the page, for people; known when the host has started.</summary>
    public static string PageOf(IServiceProvider services) => PageOf(services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    /// <summary>Where the page is as seen from this machine: an address that stands for all is none to open.</summary>
    internal static string PageOf(string listening)
    {
        var here = new[] { IPAddress.Loopback, IPAddress.Any, IPAddress.IPv6Any };
        var uri = new UriBuilder(listening);
        return IPAddress.TryParse(uri.Host, out var host) && here.Contains(host) ? $"{uri.Scheme}://localhost:{uri.Port}" : listening;
    }

    /// <summary>Tries the address before anything long begins.</summary>
    /// <exception cref="UserErrorException">It cannot be listened on.</exception>
    public static void Probe(ServerSettings settings)
    {
        using var listener = new TcpListener(settings.Address, settings.Port);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            throw Refusal(settings, e)!;
        }
    }

    /// <summary>What a failed start of the host says of the address; null when it has other causes.</summary>
    public static UserErrorException? Refusal(ServerSettings settings, Exception start) => start is SocketException or IOException
        ? new UserErrorException(
            $"Cannot listen on {settings.Address}:{settings.Port}: {start.GetBaseException().Message.TrimEnd('.')}. Choose another port with --set davf.server.port=N (0 takes a free one).", start)
        : null;
}

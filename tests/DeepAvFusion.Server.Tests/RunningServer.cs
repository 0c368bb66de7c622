using System.Net;
using System.Net.Sockets;
using System.Text;
using Akka.Actor;
using Akka.Hosting;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Hosting;
using DeepAvFusion.Engine.Inference;
using DeepAvFusion.Engine.Learning;
using DeepAvFusion.Sinks;
using DeepAvFusion.Sinks.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Sample = DeepAvFusion.Engine.Tests.Windows;

namespace DeepAvFusion.Server.Tests;

/// <summary>The analyzer behind its web server as `run` composes them: a real Kestrel on loopback, real actors, a model of the test's, and a clock that stands still until it is moved.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly HttpClient _client = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.Subject.EndsWith(".example", StringComparison.Ordinal) } })
    { Timeout = Patience };

    private RunningServer(WebApplication app, FakeTimeProvider time)
    {
        (_app, Time) = (app, time);
        Started = app.StartAsync();
    }

    public FakeTimeProvider Time { get; }

    public Task Started { get; }

    /// <summary>Known once it listens.</summary>
    public Uri Address => new(Addresses.First());

    /// <summary>To be used once it has started.</summary>
    public HttpClient Client
    {
        get
        {
            _client.BaseAddress ??= Address;
            return _client;
        }
    }

    public Analyzer Analyzer => _app.Services.GetRequiredService<Analyzer>();

    public LiveHub Hub => _app.Services.GetRequiredService<LiveHub>();

    public ActorSystem Actors => _app.Services.GetRequiredService<ActorSystem>();

    public IServiceProvider Services => _app.Services;

    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    private ICollection<string> Addresses => _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;

    private ActorSelection Device => Actors.ActorSelection("/user/analyzer/inference/cpu");

    public static Task<RunningServer> StartAsync(params string[] overrides) => StartAsync(new HeldModel(), [], overrides);

    /// <param name="add">Adds what the server is to find beside the analyzer.</param>
    public static async Task<RunningServer> StartAsync(Action<IServiceCollection> add, params string[] overrides)
    {
        var server = Begin(new HeldModel(), [], overrides, add);
        await server.Started;
        return server;
    }

    public static async Task<RunningServer> StartAsync(HeldModel model, IReadOnlyList<IStreamSink> sinks, params string[] overrides)
    {
        var server = Begin(model, sinks, overrides);
        await server.Started;
        return server;
    }

    /// <summary>Begins to start.</summary>
    public static RunningServer Begin(HeldModel model, IReadOnlyList<IStreamSink> sinks, params string[] overrides) => Begin(model, sinks, overrides, null);

    private static RunningServer Begin(HeldModel model, IReadOnlyList<IStreamSink> sinks, string[] overrides, Action<IServiceCollection>? add)
    {
        var loaded = SettingsLoader.Load([], ["davf.server.port=0", "davf.inference.batch.delay=0s", "davf.inference.patience=60s", "davf.server.requests=100000", .. overrides]);
        var davf = new SettingsReader(loaded.Config.GetConfig("davf"), new SettingsReport());
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var hub = new LiveHub(davf.Section("sinks", settings => settings.Section("live", live => live.Count("watchers"))));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton(hub);
        foreach (var sink in (IReadOnlyList<IStreamSink>)[hub, .. sinks])
            builder.Services.AddSingleton(sink);
        builder.Services.AddAnalyzer(EngineSettings.From(davf), "cpu", model.Open, oneShot: false).AddServer(ServerSettings.From(davf));
        add?.Invoke(builder.Services);
        var learns = builder.Services.Any(service => service.ServiceType == typeof(LearningDesk));
        builder.Services.AddAkka("davf", akka =>
        {
            akka.AddHocon(loaded.Config, HoconAddMode.Append).AddAnalyzer();
            if (learns)
                akka.AddTrainer();
        });
        return new RunningServer(builder.Build().UseServer(), time);
    }

    public void Stop() => _app.Lifetime.StopApplication();

    /// <summary>A request as a browser sends it for a page called `host`; the answer's status.</summary>
    public async Task<HttpStatusCode> AskAsync(string path, string? host = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Client.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>What /health/… answers, also while it starts.</summary>
    public async Task<(HttpStatusCode Status, string Text)> HealthAsync(string check)
    {
        while (Addresses.Count == 0 && !Started.IsFaulted)              // Kestrel binds while the model is loaded
            await Task.Yield();
        using var answer = await _client.GetAsync(new Uri(Address, $"/health/{check}"));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Has the device analyse a window.</summary>
    public async Task<InferenceProtocol.IReply> AnalyseAsync()
    {
        var reply = await Device.Ask<InferenceProtocol.IReply>(new InferenceProtocol.Analyse(Sample.Make("door", 0)), Patience);
        if (reply is InferenceProtocol.Analysed analysed)
            analysed.Result.Dispose();
        return reply;
    }

    /// <summary>Returns when the device's actor has handled everything that was sent to it before.</summary>
    public Task SettleAsync() => Device.Ask<ActorIdentity>(new Identify("settled"), Patience);

    /// <summary>Asks for a live channel over a bare connection, so that a test can leave it unread.</summary>
    /// <returns>The connection and the status line.</returns>
    public async Task<(TcpClient Connection, string Status)> WatchAsync(string stream, string? host = null, string? origin = null, string? bearer = null)
    {
        var connection = new TcpClient { ReceiveBufferSize = 16 * 1024 };
        await connection.ConnectAsync(Address.Host, Address.Port);
        var request = $"GET /api/streams/{stream}/live HTTP/1.1\r\nHost: {host ?? Address.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{(origin is null ? "" : $"Origin: {origin}\r\n")}{(bearer is null ? "" : $"Authorization: Bearer {bearer}\r\n")}\r\n";
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        var status = new StringBuilder();
        for (var one = new byte[1]; !status.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await connection.GetStream().ReadAsync(one) == 1;)
            status.Append((char)one[0]);
        return (connection, status.ToString().Split("\r\n")[0]);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

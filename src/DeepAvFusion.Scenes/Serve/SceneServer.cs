using System.Net.Sockets;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Ffmpeg;
using FFMpegCore.Exceptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DeepAvFusion.Scenes.Serve;

/// <summary>Serves synthetic cameras as MPEG-TS over HTTP: GET /NAME.ts, any number of viewers each.</summary>
public sealed class SceneServer : IAsyncDisposable
{
    private const int OtherConnections = 16;
    private static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(2);

    private readonly SceneServerSettings _settings;
    private readonly CancellationTokenSource _stop;
    private readonly List<SceneCamera> _cameras;
    private readonly WebApplication _web;
    private readonly List<Task> _work = [];

    private SceneServer(SceneServerSettings settings, CancellationToken cancellationToken)
    {
        _settings = settings;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _cameras = [.. settings.Cameras.Select(camera => new SceneCamera(camera, settings.Report))];
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(settings.Address, settings.Port, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = settings.MostViewers + OtherConnections;
            kestrel.Limits.RequestHeadersTimeout = kestrel.Limits.KeepAliveTimeout = RequestTime;
        });
        builder.Services.AddSingleton<IHostLifetime, Unattended>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTime);
        _web = builder.Build();
        _web.Run(new CameraPages(_cameras, settings.MostViewers, _stop.Token).AnswerAsync);
    }

    /// <summary>Where each camera can be watched, by name.</summary>
    public IReadOnlyDictionary<string, Uri> Urls { get; private set; } = new Dictionary<string, Uri>();

    /// <summary>Completes when the server has stopped.</summary>
    public Task Completion => Task.WhenAll(_work);

    /// <summary>Encoder starts and viewers of each camera, by name.</summary>
    public IReadOnlyDictionary<string, SceneCameraStatus> Status =>
        _cameras.ToDictionary(camera => camera.Settings.Name, camera => new SceneCameraStatus(camera.Starts, camera.Broadcast.Viewers, camera.Broadcast.Dropped));

    /// <summary>Starts all cameras and waits until each is on air.</summary>
    /// <param name="cancellationToken">Stops the server, now or later.</param>
    /// <exception cref="UserErrorException">The settings are not possible, the port is taken, or ffmpeg does not run.</exception>
    public static async Task<SceneServer> StartAsync(SceneServerSettings settings, CancellationToken cancellationToken)
    {
        settings.Check();
        var server = new SceneServer(settings, cancellationToken);
        try
        {
            await server.ListenAsync().ConfigureAwait(false);
            await server.FilmAsync().ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends the encoder of a camera; it is started again, and viewers must connect anew. For rehearsing failures.</summary>
    public void RestartEncoder(string camera) => _cameras.Single(c => c.Settings.Name == camera).RestartEncoder();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(false);
        await _web.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            await _web.StartAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is IOException or SocketException)
        {
            throw new UserErrorException(
                $"The cameras cannot be served at {_settings.Address}:{_settings.Port} ({cause.GetBaseException().Message.TrimEnd('.')}): choose another port, or 0 for any free one.", cause);
        }

        var address = new Uri(_web.Urls.First());
        Urls = _settings.Cameras.ToDictionary(camera => camera.Name, camera => new Uri(address, CameraPages.PathOf(camera)));
        _work.Add(_web.WaitForShutdownAsync(_stop.Token));
    }

    private async Task FilmAsync()
    {
        foreach (var camera in _cameras)
        {
            _work.Add(Task.Run(() => camera.RunAsync(_stop.Token)));
            foreach (var target in camera.Settings.PushTo)
                _work.Add(Task.Run(() => new PushRelay(camera.Settings.Name, Urls[camera.Settings.Name], target, _settings.Report).RunAsync(_stop.Token)));
        }

        try
        {
            await Task.WhenAll(_cameras.Select(camera => camera.OnAir)).WaitAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is FFMpegProcessException or FfmpegMissingException or IOException)
        {
            throw new UserErrorException($"The cameras cannot be encoded: {cause.Message.Split('\n', 2)[0]}", cause);
        }
    }
}

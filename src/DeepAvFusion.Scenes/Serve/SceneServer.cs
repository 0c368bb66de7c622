using System.Net;
using System.Net.Sockets;
using DeepAvFusion.Core;

namespace DeepAvFusion.Scenes.Serve;

/// <summary>Serves synthetic cameras as MPEG-TS over HTTP: GET /NAME.ts, any number of viewers each.</summary>
public sealed class SceneServer : IAsyncDisposable
{
    private readonly SceneServerSettings _settings;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop;
    private readonly List<SceneCamera> _cameras;
    private readonly List<Task> _work = [];
    private int _viewers;

    private SceneServer(SceneServerSettings settings, TcpListener listener, CancellationToken cancellationToken)
    {
        _settings = settings;
        _listener = listener;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _cameras = [.. settings.Cameras.Select(camera => new SceneCamera(camera, settings.Report))];
        var end = (IPEndPoint)listener.LocalEndpoint;
        var host = end.Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{end.Address}]" : end.Address.ToString();
        Urls = settings.Cameras.ToDictionary(camera => camera.Name, camera => new Uri($"http://{host}:{end.Port}/{camera.Name}.ts"));
    }

    /// <summary>Where each camera can be watched, by name.</summary>
    public IReadOnlyDictionary<string, Uri> Urls { get; }

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
        var listener = new TcpListener(settings.Address, settings.Port);
        try
        {
            listener.Start();
        }
        catch (SocketException cause)
        {
            listener.Dispose();
            throw new UserErrorException($"The cameras cannot be served at {settings.Address}:{settings.Port} ({cause.Message}): choose another port, or 0 for any free one.", cause);
        }

        var server = new SceneServer(settings, listener, cancellationToken);
        try
        {
            await server.RunAsync().ConfigureAwait(false);
            return server;
        }
        catch (Exception cause)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            if (cause is OperationCanceledException) throw;
            throw new UserErrorException($"The cameras cannot be encoded: {cause.Message.Split('\n', 2)[0]}", cause);
        }
    }

    /// <summary>Ends the encoder of a camera; it is started again, and viewers must connect anew. For rehearsing failures.</summary>
    public void RestartEncoder(string camera) => _cameras.Single(c => c.Settings.Name == camera).RestartEncoder();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        foreach (var camera in _cameras)
        {
            _work.Add(Task.Run(() => camera.RunAsync(_stop.Token)));
            foreach (var target in camera.Settings.PushTo)
                _work.Add(Task.Run(() => new PushRelay(camera.Settings.Name, Urls[camera.Settings.Name], target, _settings.Report).RunAsync(_stop.Token)));
        }

        _work.Add(Task.Run(ListenAsync));
        await Task.WhenAll(_cameras.Select(camera => camera.OnAir)).WaitAsync(_stop.Token).ConfigureAwait(false);
    }

    private async Task ListenAsync()
    {
        using var listener = _listener;
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false);
                _ = ServeAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // stopped
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var full = Interlocked.Increment(ref _viewers) > _settings.MostViewers;
        try
        {
            await new ViewerConnection(client, _cameras).ServeAsync(full, _stop.Token).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _viewers);
        }
    }
}

using DeepAvFusion.Core;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Serve;
using Microsoft.Extensions.Hosting;

namespace DeepAvFusion.Cli.Run;

/// <summary>Two synthetic cameras beside the analyzer, which watches them over HTTP. They stay on air until what they sent has come out.</summary>
internal sealed class DemoCameras(Analyzer analyzer) : IHostedService
{
    private SceneServer? _cameras;

    /// <exception cref="UserErrorException">The cameras cannot be encoded or served.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _cameras = await SceneServer.StartAsync(new SceneServerSettings { Cameras = [With(SceneServerSettings.Atrium(1), "kettle"), With(SceneServerSettings.Street(2), "alarm")] }, cancellationToken).ConfigureAwait(false);
        foreach (var (name, address) in _cameras.Urls)
            await analyzer.AddAsync(new StreamSettings(new StreamId(name), address.ToString(), true, null), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A thing more, which the model that ships does not know: somebody can teach it.</summary>
    private static SceneCameraSettings With(SceneCameraSettings camera, string kind) => camera with { Video = camera.Video with { Kinds = [.. camera.Video.Kinds, SceneKinds.Named(kind)] } };

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_cameras is not null)
            await _cameras.DisposeAsync().ConfigureAwait(false);
    }
}

using DeepAvFusion.Core;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Streams;
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
        _cameras = await SceneServer.StartAsync(new SceneServerSettings(), cancellationToken).ConfigureAwait(false);
        foreach (var (name, address) in _cameras.Urls)
            await analyzer.AddAsync(new StreamSettings(new StreamId(name), address.ToString(), true, null), cancellationToken).ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_cameras is not null)
            await _cameras.DisposeAsync().ConfigureAwait(false);
    }
}

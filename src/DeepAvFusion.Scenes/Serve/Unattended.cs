using Microsoft.Extensions.Hosting;

namespace DeepAvFusion.Scenes.Serve;

/// <summary>A host inside of a program that listens to the signals itself.</summary>
internal sealed class Unattended : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

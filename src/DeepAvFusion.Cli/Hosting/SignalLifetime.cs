using DeepAvFusion.Cli.Commands;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;

namespace DeepAvFusion.Cli.Hosting;

/// <summary>
/// Stops the host with the first SIGINT or SIGTERM; a second one ends the process at once, with exit code 130 or 143. Where systemd runs the program it is told of start and stop.
/// </summary>
/// <remarks>The package's own lifetime for systemd takes every SIGTERM for a first one, knows no SIGINT, and puts a format of its own in place of `davf.logging`.</remarks>
internal sealed class SignalLifetime(IHostApplicationLifetime application, ISystemdNotifier? systemd = null) : IHostLifetime, IDisposable
{
    private readonly StopSignals _signals = new();

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        application.ApplicationStarted.Register(() => systemd?.Notify(ServiceState.Ready));
        application.ApplicationStopping.Register(() => systemd?.Notify(ServiceState.Stopping));
        _signals.Token.Register(application.StopApplication);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signals.Dispose();
}

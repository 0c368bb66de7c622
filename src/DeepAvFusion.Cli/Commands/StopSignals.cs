using System.Runtime.InteropServices;

namespace DeepAvFusion.Cli.Commands;

/// <summary>SIGINT and SIGTERM as a token: the first asks for an orderly stop, a second one ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals()
    {
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Completes with the first signal.</summary>
    public async Task WaitAsync()
    {
        var stopped = new TaskCompletionSource();
        using var registration = Token.Register(() => stopped.TrySetResult());
        await stopped.Task.ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (_stop.IsCancellationRequested)
            return;
        context.Cancel = true;
        _stop.Cancel();
    }
}

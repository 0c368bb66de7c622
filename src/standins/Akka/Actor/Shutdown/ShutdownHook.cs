namespace Akka.Actor;

/// <summary>Runs the coordinated shutdown when the process exits, and forgets systems that have ended.</summary>
internal static class ShutdownHook
{
    public static void Register(CoordinatedShutdown shutdown)
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        shutdown.System.WhenTerminated.ContinueWith(
            _ => AppDomain.CurrentDomain.ProcessExit -= OnExit, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

        void OnExit(object? sender, EventArgs e) =>
            shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).Wait(shutdown.TotalTimeout);
    }
}

namespace FFMpegCore.Processes;

/// <summary>One run of ffmpeg: the process and the pipes around it.</summary>
internal sealed class FFMpegRun(ToolProcess process, FFMpegArguments arguments) : IDisposable
{
    private const int GraceAfterBrokenPipe = 2000;

    private readonly CancellationTokenSource _exited = new();
    private readonly CancellationTokenSource _aborted = new();
    private readonly CancellationTokenSource _ended = new();
    private bool _stopping;

    /// <summary>Waits for the process and for the pipes, which read what it left behind.</summary>
    /// <returns>the exit code</returns>
    public async Task<int> CompleteAsync()
    {
        var exit = process.WaitForExitAsync();
        var transfers = arguments.During(_exited.Token, _aborted.Token).Select(WatchAsync).ToArray();
        await Task.WhenAny(exit).ConfigureAwait(false);
        await _exited.CancelAsync().ConfigureAwait(false);
        await _ended.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll([exit, .. transfers]).ConfigureAwait(false);
        return await exit.ConfigureAwait(false);
    }

    /// <summary>Asks the process to end and kills it, with all it started, when the grace is over; returns at once.</summary>
    /// <param name="graceMilliseconds">-1: never killed</param>
    public void Stop(int graceMilliseconds)
    {
        process.RequestQuit();
        if (graceMilliseconds == 0)
        {
            Abort();
        }
        else if (graceMilliseconds > 0 && !Interlocked.Exchange(ref _stopping, true))
        {
            _ = AbortAfterAsync(graceMilliseconds);
        }
    }

    public void Dispose()
    {
        _exited.Dispose();
        _aborted.Dispose();
        _ended.Dispose();
    }

    private async Task AbortAfterAsync(int milliseconds)
    {
        try
        {
            await Task.Delay(milliseconds, _ended.Token).ConfigureAwait(false);
            Abort();
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private void Abort()
    {
        process.Kill();
        _ = _aborted.CancelAsync();
    }

    /// <summary>A source or sink that fails ends the run: without it ffmpeg might wait for ever.</summary>
    private async Task WatchAsync(Task transfer)
    {
        try
        {
            await transfer.ConfigureAwait(false);
        }
        catch
        {
            Stop(GraceAfterBrokenPipe);
            throw;
        }
    }
}

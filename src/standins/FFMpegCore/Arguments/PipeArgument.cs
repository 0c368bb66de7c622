using FFMpegCore.Pipes;

namespace FFMpegCore.Arguments;

/// <summary>An input or output that is a local socket, to which ffmpeg connects by its <c>unix:</c> protocol.</summary>
internal abstract class PipeArgument : IInputOutputArgument, IDisposable
{
    private readonly string _path = PipeListener.UniquePath();
    private PipeListener? _listener;

    /// <summary>The socket in ffmpeg's spelling.</summary>
    public string PipePath => $"unix:{_path}";

    public abstract string Text { get; }

    public void Pre()
    {
        if (_listener is not null) throw new InvalidOperationException("Pipe already has been opened");
        _listener = new PipeListener(_path);
    }

    public Task During(CancellationToken cancellationToken = default) => During(cancellationToken, cancellationToken);

    public void Post() => Dispose();

    public void Dispose()
    {
        _listener?.Dispose();
        _listener = null;
    }

    /// <summary>Waits for ffmpeg and moves the data.</summary>
    /// <param name="exited">the process is gone: who has not connected by now never will</param>
    /// <param name="aborted">the run was cancelled</param>
    internal async Task During(CancellationToken exited, CancellationToken aborted)
    {
        var listener = _listener ?? throw new InvalidOperationException("Pipe has not been opened");
        try
        {
            using var pipe = await listener.AcceptAsync(exited).ConfigureAwait(false);
            if (pipe is not null) await TransferAsync(pipe, exited, aborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (exited.IsCancellationRequested || aborted.IsCancellationRequested)
        {
        }
    }

    protected abstract Task TransferAsync(PipeConnection pipe, CancellationToken exited, CancellationToken aborted);
}

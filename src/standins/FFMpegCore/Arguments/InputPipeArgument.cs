using FFMpegCore.Pipes;

namespace FFMpegCore.Arguments;

/// <summary>An input that this process writes. ffmpeg closing it early is no error: its exit code decides.</summary>
internal sealed class InputPipeArgument : PipeArgument, IInputArgument
{
    private readonly IPipeSource _source;

    public InputPipeArgument(IPipeSource source) => _source = source;

    public override string Text => $"{_source.GetStreamArguments()} -i \"{PipePath}\"";

    protected override async Task TransferAsync(PipeConnection pipe, CancellationToken exited, CancellationToken aborted)
    {
        try
        {
            await _source.WriteAsync(pipe.Stream, exited).ConfigureAwait(false);
        }
        catch (IOException) when (pipe.PeerHasClosed())
        {
        }
    }
}

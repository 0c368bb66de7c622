using FFMpegCore.Pipes;

namespace FFMpegCore.Arguments;

/// <summary>An output that this process reads, to its end even when ffmpeg is gone already.</summary>
internal sealed class OutputPipeArgument : PipeArgument, IOutputArgument
{
    private readonly IPipeSink _sink;

    public OutputPipeArgument(IPipeSink sink) => _sink = sink;

    public override string Text => $"\"{PipePath}\" -y";

    protected override Task TransferAsync(PipeConnection pipe, CancellationToken exited, CancellationToken aborted) =>
        _sink.ReadAsync(pipe.Stream, aborted);
}

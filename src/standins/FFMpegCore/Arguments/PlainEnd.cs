namespace FFMpegCore.Arguments;

/// <summary>An input or output that ffmpeg opens by itself.</summary>
internal abstract class PlainEnd : IInputOutputArgument
{
    public abstract string Text { get; }

    public virtual void Pre()
    {
    }

    public Task During(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public void Post()
    {
    }
}

namespace FFMpegCore.Pipes;

/// <summary>Writes an input of ffmpeg.</summary>
public interface IPipeSource
{
    /// <summary>The options that describe the data, placed before <c>-i</c>.</summary>
    string GetStreamArguments();

    Task WriteAsync(Stream outputStream, CancellationToken cancellationToken);
}

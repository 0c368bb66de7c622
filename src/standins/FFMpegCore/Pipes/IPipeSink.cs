namespace FFMpegCore.Pipes;

/// <summary>Reads an output of ffmpeg.</summary>
public interface IPipeSink
{
    Task ReadAsync(Stream inputStream, CancellationToken cancellationToken);

    string GetFormat();
}

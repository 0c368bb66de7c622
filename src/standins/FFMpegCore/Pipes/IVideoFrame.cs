namespace FFMpegCore.Pipes;

/// <summary>One raw picture.</summary>
public interface IVideoFrame
{
    /// <summary>Pixels.</summary>
    int Width { get; }

    /// <summary>Pixels.</summary>
    int Height { get; }

    /// <summary>ffmpeg's name of the pixel format, such as <c>rgb24</c>.</summary>
    string Format { get; }

    void Serialize(Stream pipe);

    Task SerializeAsync(Stream pipe, CancellationToken token);
}

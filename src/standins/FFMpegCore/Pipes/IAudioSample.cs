namespace FFMpegCore.Pipes;

/// <summary>A run of raw audio samples.</summary>
public interface IAudioSample
{
    void Serialize(Stream stream);

    Task SerializeAsync(Stream stream, CancellationToken token);
}

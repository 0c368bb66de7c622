namespace DeepAvFusion.Benchmarks.Ingest;

/// <summary>A clip in a folder of its own, to be played as a live source; both go with it.</summary>
public sealed class LiveClip : IDisposable
{
    private readonly Measuring.Scratch _scratch = new();

    private LiveClip()
    {
    }

    public string Path => _scratch["clip.mp4"];

    /// <exception cref="Core.UserErrorException">FFmpeg is not there.</exception>
    public static async Task<LiveClip> EncodeAsync(TimeSpan length, CancellationToken cancellation)
    {
        var clip = new LiveClip();
        try
        {
            await BareFfmpeg.EncodeClipAsync(clip.Path, length, cancellation).ConfigureAwait(false);
            return clip;
        }
        catch
        {
            clip.Dispose();
            throw;
        }
    }

    public void Dispose() => _scratch.Dispose();
}

namespace DeepAvFusion.Media.Sources.Gate;

/// <summary>Passes on what FFmpeg says to a server, in one protocol.</summary>
internal interface IRelay : IDisposable
{
    FfmpegInput Input { get; }

    /// <summary>Serves one connection of FFmpeg until either side ends it.</summary>
    Task ServeAsync(Stream client, CancellationToken cancellation);
}

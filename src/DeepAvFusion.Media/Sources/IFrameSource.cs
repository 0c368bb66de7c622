using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Sources;

/// <summary>What one run of a stream reads: frames on one clock. Disposing it ends the reading, whatever it is doing.</summary>
public interface IFrameSource : IAsyncDisposable
{
    /// <summary>What it holds.</summary>
    MediaFormat Format { get; }

    /// <summary>True when it runs on its own clock: what is not taken in time is lost, and counted.</summary>
    bool IsLive { get; }

    /// <summary>Why less came than was announced, in one line; null while nothing is known to be missing. To be looked at when the frames have ended.</summary>
    string? Shortfall { get; }

    /// <summary>Why a live source that goes on has to be opened anew, in words; null while it need not be. Its frames end then as if the media did.</summary>
    string? OpenAnew { get; }

    /// <summary>Told once of each thing that people should know of the source: how it is read although something is wrong with it. Called on a thread of the source's own.</summary>
    event Action<string>? Remarked;

    /// <summary>Frames in the order they come; ends with the media. For one reader, once.</summary>
    /// <exception cref="SourceException">The source stalled, broke off or changed.</exception>
    IAsyncEnumerable<AvFrame> ReadAsync(CancellationToken cancellation);
}

using DeepAvFusion.Core.Buffers;

namespace DeepAvFusion.Core;

/// <summary>One clip to analyse: `duration` of sound and the picture nearest its centre. Disposing it gives its buffers back.</summary>
public sealed class AvWindow : IDisposable
{
    public required StreamId Stream { get; init; }

    public required RunId Run { get; init; }

    /// <summary>Counts from 0 within the run; gaps are windows lost.</summary>
    public required long Index { get; init; }

    public required MediaTime Start { get; init; }

    public required TimeSpan Duration { get; init; }

    public MediaTime Centre => Start + (Duration / 2);

    public MediaTime End => Start + Duration;

    /// <summary>Wall time at which the window's last sample or picture reached this process; age of result counts from here.</summary>
    public required DateTimeOffset CapturedAt { get; init; }

    /// <summary>Duration * rate mono samples in [-1, 1]; zeros where the source had none.</summary>
    public required Lease<float> Samples { get; init; }

    /// <summary>False when the source has no sound or none fell into the window.</summary>
    public required bool HasSound { get; init; }

    /// <summary>Null when the source has no picture, or none near the window.</summary>
    public required PictureFrame? Picture { get; init; }

    /// <summary>How much of the window the media really covers; less than its duration only for the first and last windows of short media.</summary>
    public required TimeSpan Covered { get; init; }

    /// <summary>Sound missing inside the covered part, filled with silence.</summary>
    public required TimeSpan Gap { get; init; }

    /// <summary>True for the window flushed at the end of the media.</summary>
    public required bool IsTail { get; init; }

    public void Dispose()
    {
        Samples.Dispose();
        Picture?.Dispose();
    }
}

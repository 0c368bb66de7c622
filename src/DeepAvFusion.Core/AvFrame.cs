namespace DeepAvFusion.Core;

/// <summary>What a source delivers, on one clock: a picture, a stretch of sound, or an encoded preview picture. Disposing it gives its buffer back.</summary>
public abstract class AvFrame : IDisposable
{
    /// <summary>Moment of the picture, or of the first sample.</summary>
    public required MediaTime Time { get; init; }

    /// <summary>Wall time at which the frame reached this process; for a live source the capture time as nearly as it is known.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    public abstract void Dispose();
}

namespace DeepAvFusion.Core.Results;

/// <summary>The next finished piece of a track. Pieces of one track follow each other without overlap; a track may begin and end at any time.</summary>
/// <param name="Samples">Mono, at <see cref="AudioClock.Rate"/>. At every moment all regions and the residual add up to the mixture.</param>
public sealed record TrackChunk(TrackId Track, MediaTime Start, float[] Samples)
{
    public MediaTime End => Start + MediaTime.FromSample(Samples.Length, AudioClock.Rate).FromStart;
}

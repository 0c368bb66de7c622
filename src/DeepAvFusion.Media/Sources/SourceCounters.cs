using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Sources;

/// <summary>What one run of a source has delivered and lost so far.</summary>
/// <param name="Bytes">Read from FFmpeg.</param>
/// <param name="Discontinuities">Leaps of the source's clock that were taken out.</param>
/// <param name="DecodeErrors">Errors FFmpeg logged: damaged packets and the like.</param>
public sealed record SourceCounters(
    long Pictures, long Sounds, long Previews, long Bytes, long Discontinuities, long DecodeErrors, IReadOnlyDictionary<(SourcePart Part, LossReason Reason), long> Lost)
{
    /// <summary>Frames of one part lost for any reason.</summary>
    public long LostOf(SourcePart part) => Lost.Where(loss => loss.Key.Part == part).Sum(loss => loss.Value);
}

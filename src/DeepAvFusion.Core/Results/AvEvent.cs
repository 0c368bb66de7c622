namespace DeepAvFusion.Core.Results;

/// <summary>One sound (or silent sight) from its beginning to its end: news of it comes as started, updated and ended.</summary>
/// <param name="Id">Unique within the stream's run.</param>
/// <param name="End">Null while it goes on.</param>
/// <param name="PeakScore">Highest score so far, 0..1.</param>
/// <param name="Region">Region that makes it, when one is known.</param>
public sealed record AvEvent(
    long Id, string Label, EventPhase Phase, EventVerdict Verdict, MediaTime Start, MediaTime? End, double PeakScore, int? Region);

public enum EventPhase
{
    Started,
    Updated,
    Ended,
}

/// <summary>What ear and eye say together.</summary>
public enum EventVerdict
{
    HeardAndSeen,
    HeardOffScreen,
    SeenSilent,
}

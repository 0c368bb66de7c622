namespace DeepAvFusion.Media.Sources;

/// <summary>How a live source's clocks stand to each other, measured by when its parts arrive.</summary>
/// <param name="Skew">How much later sound arrives than the picture of the same timestamp; null while one of them is missing.</param>
/// <param name="Drift">How much faster the clock of the sound runs than that of the picture, in millionths; zero until it is told from jitter, null while one of them is missing.</param>
/// <param name="Correction">By how much pictures are moved at present to make up for that.</param>
public sealed record ClockReport(TimeSpan? Skew, double? Drift, TimeSpan Correction)
{
    // half a picture at 12 a second
    private static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(0.04);

    /// <summary>What to tell people of it; null while there is nothing.</summary>
    internal string? Remark => Correction.Duration() < WorthTelling ? null
        : $"the clocks of its sound and picture drift apart ({(Correction < TimeSpan.Zero ? "that of the sound" : "that of the picture")} runs faster); its pictures are moved to stay with the sound";
}

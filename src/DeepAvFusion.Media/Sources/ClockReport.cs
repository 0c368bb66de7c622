namespace DeepAvFusion.Media.Sources;

/// <summary>How a live source's clocks stand to each other, measured by when its parts arrive.</summary>
/// <param name="Skew">How much later sound arrives than the picture of the same timestamp; null while one of them is missing.</param>
/// <param name="Drift">How that changed since the run began.</param>
public sealed record ClockReport(TimeSpan? Skew, TimeSpan? Drift);

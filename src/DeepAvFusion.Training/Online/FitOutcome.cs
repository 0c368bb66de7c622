namespace DeepAvFusion.Training.Online;

/// <summary>What came of a fit.</summary>
/// <param name="Version">The candidate, judged but not in use; null where none could be made.</param>
/// <param name="Text">One line: what was fitted and how it was judged, or why not.</param>
public sealed record FitOutcome(ModelVersion? Version, string Text);

namespace DeepAvFusion.Training.Online;

/// <summary>What became of a correction.</summary>
/// <param name="Id">The sample that was kept; null where it was no news.</param>
/// <param name="Note">Why not, or what it replaces; empty where there is nothing to say.</param>
public sealed record Corrected(SampleId? Id, string Note);

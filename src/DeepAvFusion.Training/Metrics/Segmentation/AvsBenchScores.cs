namespace DeepAvFusion.Training.Metrics.Segmentation;

/// <summary>Measures of AVSBench, as fractions.</summary>
/// <param name="Frames">All frames.</param>
/// <param name="MeanIou">Mean over frames of the foreground's intersection over union.</param>
/// <param name="F">Mean over clips with an object.</param>
public sealed record AvsBenchScores(int Frames, double MeanIou, double F);

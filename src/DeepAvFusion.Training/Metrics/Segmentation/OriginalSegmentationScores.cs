namespace DeepAvFusion.Training.Metrics.Segmentation;

/// <summary>Measures of the original evaluator, as fractions.</summary>
/// <param name="Frames">Frames with an object.</param>
/// <param name="F">For one channel, the mean over frames of the best F-score of 256 thresholds.</param>
public sealed record OriginalSegmentationScores(int Frames, MeanOfClasses Iou, MeanOfClasses Precision, MeanOfClasses Recall, MeanOfClasses F);

/// <summary>A mean over the classes that were seen.</summary>
/// <param name="All">Over all of them.</param>
/// <param name="WithoutFirst">Without the first one, which normally is the background.</param>
public readonly record struct MeanOfClasses(double All, double WithoutFirst);

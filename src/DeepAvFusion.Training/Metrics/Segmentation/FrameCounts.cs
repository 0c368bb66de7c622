namespace DeepAvFusion.Training.Metrics.Segmentation;

/// <summary>Overlap of one predicted and one true area, in pixels, and what follows from it.</summary>
/// <param name="Common">Pixels in both.</param>
/// <param name="Predicted">Pixels predicted.</param>
/// <param name="True">Pixels that should be.</param>
internal readonly record struct FrameCounts(long Common, long Predicted, long True)
{
    private const double Epsilon = 1e-10;
    private const double BetaSquared = 0.3;

    public long Union => Predicted + True - Common;

    public double Iou => Common / (Union + Epsilon);

    public double Precision => Common / (Predicted + Epsilon);

    public double Recall => Common / (True + Epsilon);

    public double F => (1 + BetaSquared) * Precision * Recall / (BetaSquared * Precision + Recall + Epsilon);

    /// <summary>The F-score with precision and recall as AVSBench regularises them; 0 where nothing is common.</summary>
    public double AvsBenchF => Common == 0 ? 0 : (1 + BetaSquared) * Precision * Recall / (BetaSquared * Precision + Recall);
}

using DeepAvFusion.Core.Results;
using DeepAvFusion.Model.Joint;

namespace DeepAvFusion.Inference.Regions;

/// <summary>Names a region.</summary>
public static class RegionLabel
{
    /// <summary>
    /// Where labels are scored one by one, a region is what is seen in its crop and heard in its window: the crop's sound is
    /// still the whole mixture, so hearing alone would give every region the loudest label.
    /// </summary>
    /// <param name="window">Scores of the whole window.</param>
    /// <param name="crop">Scores of the region's crop, in the same order.</param>
    /// <returns>The label, and its score in 0..1; null without labels.</returns>
    public static (string Label, double Score)? Of(IReadOnlyList<LabelScore> window, IReadOnlyList<LabelScore> crop, LabelScoring scoring)
    {
        if (crop.Count == 0) return null;
        var scores = crop.Select((score, i) => (score.Label, Score: scoring == LabelScoring.Sigmoid ? Math.Sqrt(score.Image * window[i].Score) : score.Score));
        return scores.MaxBy(score => score.Score);
    }
}

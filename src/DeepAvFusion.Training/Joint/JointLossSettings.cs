using DeepAvFusion.Training.Recipes;

namespace DeepAvFusion.Training.Joint;

/// <summary>How much each head's loss counts in joint training, and what is trained and exported.</summary>
/// <param name="Recognition">Weight of the binary cross entropies of the three streams.</param>
/// <param name="Segmentation">Weight of the map's binary cross entropy.</param>
/// <param name="Overlap">Weight of the map's soft intersection over union, on pictures in which something sounds.</param>
/// <param name="Separation">Weight of the mask's loss.</param>
/// <param name="Names">Weight of the binary cross entropies of what is seen in each patch of the picture and heard in each of the spectrogram.</param>
/// <param name="FreezesEncoder">Whether only heads are trained.</param>
/// <param name="MapThreshold">Probability from which on a pixel counts as sounding in the exported model.</param>
/// <param name="Objective">What the mask should be.</param>
/// <param name="PerObject">Whether the separation is asked for all things of a picture at once, instead of for one by the part of the picture around it.</param>
public sealed record JointLossSettings(
    double Recognition = 1, double Segmentation = 1, double Overlap = 0.5, double Separation = 1, double Names = 1, bool FreezesEncoder = false,
    double MapThreshold = 0.5, SeparationObjective? Objective = null, bool PerObject = false)
{
    internal SeparationObjective Target => Objective ?? new SeparationObjective(SeparationTarget.IdealRatio);

    internal bool Segments => Segmentation + Overlap > 0;

    internal bool Separates => Separation > 0;

    /// <summary>Whether anything is learned from whole pictures.</summary>
    internal bool SeesWhole => Recognition > 0 || Segments;

    /// <summary>Lists everything that is impossible.</summary>
    public IEnumerable<string> Problems()
    {
        var weights = new[] { ("recognition", Recognition), ("segmentation", Segmentation), ("overlap", Overlap), ("separation", Separation), ("names", Names) };
        foreach (var (name, weight) in weights)
            if (!(weight >= 0 && double.IsFinite(weight))) yield return $"the weight {weight} of the {name} loss must not be negative";
        if (!(MapThreshold > 0 && MapThreshold < 1)) yield return $"the map's threshold {MapThreshold} must lie between 0 and 1";
        if (Recognition + Segmentation + Overlap + Separation == 0) yield return "at least one head must have a weight above 0";
    }
}

using DeepAvFusion.Core.Settings;
using DeepAvFusion.Training.Recipes;

namespace DeepAvFusion.Training.Settings;

/// <summary>How separation is trained.</summary>
/// <param name="Objective">What a mask should be.</param>
/// <param name="Mixtures">Clips whose sounds are added up.</param>
public sealed record SeparationPlan(SeparationObjective Objective, int Mixtures)
{
    internal static SeparationPlan From(SettingsReader avss)
    {
        var isIdeal = avss.Choice<MaskRatio>("ratio") == MaskRatio.Ideal;
        var target = avss.Flag("binary_mask") ? SeparationTarget.PublishedBinary : isIdeal ? SeparationTarget.IdealRatio : SeparationTarget.PublishedRatio;
        return new SeparationPlan(new SeparationObjective(target, avss.Flag("weighted_loss")), avss.Count("num_mixtures", least: 2));
    }

    private enum MaskRatio
    {
        Published,
        Ideal,
    }
}

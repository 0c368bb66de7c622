using DeepAvFusion.Scenes.Sampling;

namespace DeepAvFusion.Training.Live;

/// <summary>On what the live analyzer is judged.</summary>
/// <param name="Seed">Seed of the clips; <see cref="SceneSeeds.HeldOut"/> makes one that nobody trains with.</param>
/// <param name="Clips">How many.</param>
/// <param name="Seconds">Length of each.</param>
public sealed record LiveEvaluationSettings(long Seed, int Clips, int Seconds = 10)
{
    /// <summary>Lists everything that is impossible.</summary>
    public IEnumerable<string> Problems()
    {
        if (!SceneSeeds.IsHeldOut(Seed)) yield return $"the seed {Seed} may have been trained with; take a held-out one";
        if (Clips < 1) yield return $"{Clips} clips must be at least 1";
        if (Seconds is < 4 or > 600) yield return $"clips of {Seconds} s must be 4 to 600 s long";
    }
}

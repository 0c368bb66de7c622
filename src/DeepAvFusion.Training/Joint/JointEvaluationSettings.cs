using DeepAvFusion.Scenes.Sampling;

namespace DeepAvFusion.Training.Joint;

/// <summary>On what a joint model is judged.</summary>
/// <param name="Seed">One that nobody trains with (<see cref="SceneSeeds.HeldOut"/>).</param>
/// <param name="Windows">Windows for recognition and segmentation.</param>
/// <param name="Pairs">Windows with two seen sources for separation; the slowest part.</param>
/// <param name="Silences">Windows in which nothing sounds, noise at most.</param>
/// <param name="BatchSize">Windows that are encoded together.</param>
/// <param name="Margin">Added around a thing's box before it is cropped, as a share of the box.</param>
public sealed record JointEvaluationSettings(long Seed, int Windows = 500, int Pairs = 100, int Silences = 100, int BatchSize = 8, double Margin = 0.15)
{
    /// <summary>Share of the picture that may be masked while nothing sounds.</summary>
    public const double LargestSilentArea = 0.005;

    /// <summary>Share of a silent thing from which on it counts as masked.</summary>
    public const double MaskedShare = 0.5;

    /// <summary>Lists everything that is impossible.</summary>
    public IEnumerable<string> Problems()
    {
        if (!SceneSeeds.IsHeldOut(Seed)) yield return $"the seed {Seed} may have been trained with; take a held-out one";
        if (Windows < 1 || Pairs < 0 || Silences < 0) yield return $"{Windows} windows, {Pairs} pairs and {Silences} silences must be at least 1, 0 and 0";
        if (BatchSize < 1) yield return $"batch size {BatchSize} must be at least 1";
        if (!(Margin >= 0 && Margin <= 2)) yield return $"a margin of {Margin} must be between 0 and 2";
    }
}

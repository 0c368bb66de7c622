using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Training.Online;

/// <summary>Windows that come with a model to judge by, never to fit to.</summary>
/// <param name="Windows">Features and truth of each.</param>
public sealed record AnchorSet(IReadOnlyList<Anchor> Windows)
{
    /// <summary>No anchors: of a model that came without.</summary>
    public static readonly AnchorSet None = new([]);
}

/// <summary>One anchor window.</summary>
/// <param name="Features">What its labels are scored from.</param>
/// <param name="Heard">One a label of the model: whether it sounds.</param>
/// <param name="Negative">What kind of negative it is, such as `silence`; empty for a window as any other.</param>
public sealed record Anchor(WindowFeatures Features, IReadOnlyList<bool> Heard, string Negative);

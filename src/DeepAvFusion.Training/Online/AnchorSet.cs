using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Training.Online;

/// <summary>Windows that come with a model: anchors to judge by, never fitted to, and reminders of what the model knows, to fit to beside corrections.</summary>
public sealed class AnchorSet
{
    /// <summary>What <see cref="Anchor.Negative"/> says of a reminder.</summary>
    public const string Reminder = "reminder";

    /// <summary>No anchors: of a model that came without.</summary>
    public static readonly AnchorSet None = new([]);

    /// <param name="all">Anchors and reminders.</param>
    public AnchorSet(IReadOnlyList<Anchor> all) => (All, Windows, Reminders) = (all, [.. all.Where(one => one.Negative != Reminder)], [.. all.Where(one => one.Negative == Reminder)]);

    /// <summary>Anchors and reminders.</summary>
    public IReadOnlyList<Anchor> All { get; }

    /// <summary>The anchors.</summary>
    public IReadOnlyList<Anchor> Windows { get; }

    /// <summary>The reminders.</summary>
    public IReadOnlyList<Anchor> Reminders { get; }
}

/// <summary>One window.</summary>
/// <param name="Features">What its labels are scored from.</param>
/// <param name="Heard">One a label of the model: whether it sounds.</param>
/// <param name="Negative">What kind of negative it is, such as `silence`; empty for a window as any other.</param>
public sealed record Anchor(WindowFeatures Features, IReadOnlyList<bool> Heard, string Negative);

using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Training.Online;

/// <summary>What an operator says of a stretch of a stream.</summary>
/// <param name="Kind">What is said.</param>
/// <param name="Label">Of what; null for <see cref="CorrectionKind.Nothing"/>.</param>
/// <param name="Who">Who says it.</param>
/// <param name="When">When it was said.</param>
/// <param name="Group">The event it is about, or the stretch: windows that were corrected together, which are never split between fitting and judging. Such as an event's id, or `from..to`.</param>
public sealed record Correction(CorrectionKind Kind, string? Label, string Who, DateTimeOffset When, string Group)
{
    /// <summary>Where in the picture it is; null where nobody said. What is seen of the label is then learnt from there.</summary>
    public PictureBox? Region { get; init; }

    private const int MostLabel = 64;
    private const int MostWho = 128;
    private const double LeastSide = 0.01;
    private const double Rounding = 1e-6;
    private const int MostGroup = 200;

    /// <summary>A label as it is kept: without space around it.</summary>
    /// <exception cref="UserErrorException">It is empty, too long, or holds control characters.</exception>
    public static string ValidLabel(string? label) => Valid(label, "label", MostLabel);

    /// <exception cref="UserErrorException">Something of it cannot be kept.</exception>
    internal Correction Checked() => this with
    {
        Label = Kind == CorrectionKind.Nothing ? null : ValidLabel(Label),
        Who = Valid(Who, "name of who corrects", MostWho),
        Group = Valid(Group, "group", MostGroup),
        Region = Region is not { } region || IsWithin(region) ? Region : throw new UserErrorException(FormattableString.Invariant(
            $"The region {region.X}, {region.Y}, {region.Width} x {region.Height} is none; x, y, width and height are shares of the picture, from 0 to 1, and lie within it.")),
    };

    private static bool IsWithin(PictureBox region) =>
        region is { X: >= 0, Y: >= 0, Width: >= LeastSide, Height: >= LeastSide } && region.X + region.Width <= 1 + Rounding && region.Y + region.Height <= 1 + Rounding;

    private static string Valid(string? text, string what, int most)
    {
        var kept = text?.Trim() ?? "";
        if (kept.Length == 0) throw new UserErrorException($"The {what} is empty.");
        if (kept.Length > most) throw new UserErrorException($"The {what} has {kept.Length} characters; at most {most} are kept.");
        return ControlCharacters.Shown(kept, keepsLines: false) == kept ? kept : throw new UserErrorException($"The {what} holds control characters or line breaks: '{ControlCharacters.Shown(kept, keepsLines: false)}'.");
    }
}

/// <summary>Kinds of corrections.</summary>
public enum CorrectionKind
{
    /// <summary>The label sounds here; a label that is not known yet becomes so.</summary>
    Is,

    /// <summary>The label does not sound here, whatever else does.</summary>
    IsNot,

    /// <summary>Nothing that has a label sounds here.</summary>
    Nothing,
}

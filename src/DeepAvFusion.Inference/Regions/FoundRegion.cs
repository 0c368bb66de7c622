using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Inference.Regions;

/// <summary>One part of one window's map, not yet followed over windows.</summary>
/// <param name="Mask">One entry a map pixel, row-major; null stands for the whole picture, when the map shows no place.</param>
public sealed record FoundRegion(bool[]? Mask, PictureBox Box, double Area, double Score, IReadOnlyList<PicturePoint> Outline)
{
    /// <summary>The whole picture as the one region, for sound that the map could not place.</summary>
    public static readonly FoundRegion Whole = new(null, PictureBox.Whole, 1, 0, []);
}

namespace DeepAvFusion.Core.Results;

/// <summary>A connected part of the sounding-object map, followed over windows by its id.</summary>
/// <param name="Id">The same thing keeps its id while it is seen; ids are not reused within a run.</param>
/// <param name="Box">Its bounding box.</param>
/// <param name="Area">Share of the picture, 0..1.</param>
/// <param name="Score">Mean probability of its pixels, 0..1.</param>
/// <param name="Label">What it sounds like on its own, or null when nothing passes the threshold.</param>
/// <param name="LabelScore">Score of that label, 0..1.</param>
/// <param name="Outline">Closed polygon around it, in shares of the picture's width and height.</param>
/// <param name="Level">Level of its separated sound.</param>
public sealed record SoundingRegion(
    int Id, PictureBox Box, double Area, double Score, string? Label, double LabelScore, IReadOnlyList<PicturePoint> Outline, SoundLevel Level);

/// <summary>A place in the picture: shares of its width and height, 0..1 from the top left.</summary>
public readonly record struct PicturePoint(double X, double Y);

/// <summary>A box in the picture: shares of its width and height, 0..1 from the top left.</summary>
public readonly record struct PictureBox(double X, double Y, double Width, double Height)
{
    public static readonly PictureBox Whole = new(0, 0, 1, 1);
}

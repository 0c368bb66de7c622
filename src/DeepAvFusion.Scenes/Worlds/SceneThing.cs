using System.Numerics;
using DeepAvFusion.Scenes.Kinds;

namespace DeepAvFusion.Scenes.Worlds;

/// <summary>One thing in the picture, from its coming to its leaving.</summary>
/// <param name="Id">Unique in its scene.</param>
/// <param name="Number">1..255, its mark in the owner map; unique among those in the picture at one time.</param>
/// <param name="Size">Length of its longer side, as a share of the picture's shorter side.</param>
/// <param name="Enter">Seconds on the scene's clock.</param>
/// <param name="Leave">Seconds on the scene's clock.</param>
internal sealed record SceneThing(
    int Id, byte Number, SceneKind Kind, ThingLook Look, ScenePath Path, float Size, bool Mirrored, double Enter, double Leave)
{
    /// <summary>From the thing's own coordinates to the pixels of a picture.</summary>
    public Matrix3x2 Placement(int width, int height, double time)
    {
        var centre = Path.At(time, time - Enter, Leave - time);
        var half = Size * Math.Min(width, height) / 2;
        return Matrix3x2.CreateScale(Mirrored ? -half : half, half)
            * Matrix3x2.CreateRotation(Path.LeanAt(time))
            * Matrix3x2.CreateTranslation(centre.X * width, centre.Y * height);
    }
}

namespace DeepAvFusion.Scenes.Worlds;

/// <summary>What stands behind the things.</summary>
public enum BackdropStyle
{
    Gradient,
    Clouds,
    Bricks,
    Stripes,
    Clutter,
    Room,
    Hills,
    Street,
    Atrium,
}

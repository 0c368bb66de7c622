namespace FFMpegCore.Enums;

/// <summary>Picture heights in pixels.</summary>
public enum VideoSize
{
    FullHd = 1080,
    Hd = 720,
    Ed = 480,
    Ld = 360,
    Original = -1,
}

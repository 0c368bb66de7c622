namespace FFMpegCore.Enums;

/// <summary>Flips.</summary>
public enum Mirroring
{
    Vertical,
    Horizontal,
}

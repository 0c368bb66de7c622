namespace FFMpegCore.Enums;

/// <summary>Encoder presets, slowest first.</summary>
public enum Speed
{
    VerySlow,
    Slower,
    Slow,
    Medium,
    Fast,
    Faster,
    VeryFast,
    SuperFast,
    UltraFast,
}

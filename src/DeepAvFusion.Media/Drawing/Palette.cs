using SkiaSharp;

namespace DeepAvFusion.Media.Drawing;

/// <summary>Well told apart colours for things with a number, the same number always the same colour.</summary>
public static class Palette
{
    private static readonly SKColor[] Colours =
    [
        new(255, 176, 0), new(0, 190, 255), new(255, 80, 120), new(90, 220, 90),
        new(190, 120, 255), new(255, 120, 40), new(0, 220, 180), new(240, 230, 80),
    ];

    public static SKColor Of(int number) => Colours[((number % Colours.Length) + Colours.Length) % Colours.Length];
}

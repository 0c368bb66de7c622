namespace DeepAvFusion.Media.Writers;

/// <summary>A colour, 0..255 each.</summary>
public readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    public static readonly Rgb White = new(255, 255, 255);
    public static readonly Rgb Black = new(0, 0, 0);

    /// <summary>Well told apart colours for things with a number, the same number always the same colour.</summary>
    public static Rgb Of(int number) => Palette[((number % Palette.Length) + Palette.Length) % Palette.Length];

    private static readonly Rgb[] Palette =
    [
        new(255, 176, 0), new(0, 190, 255), new(255, 80, 120), new(90, 220, 90),
        new(190, 120, 255), new(255, 120, 40), new(0, 220, 180), new(240, 230, 80),
    ];
}

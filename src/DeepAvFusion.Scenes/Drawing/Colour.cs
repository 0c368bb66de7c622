namespace DeepAvFusion.Scenes.Drawing;

/// <summary>A colour; each part in 0..1, as shown on a screen.</summary>
internal readonly record struct Colour(float R, float G, float B)
{
    public static readonly Colour Black = new(0.06f, 0.06f, 0.08f);
    public static readonly Colour White = new(0.97f, 0.97f, 0.95f);

    public static Colour Grey(float level) => new(level, level, level);

    /// <param name="hue">In turns: 0 red, 1/3 green, 2/3 blue.</param>
    public static Colour Hsv(float hue, float saturation, float value)
    {
        hue = (hue - MathF.Floor(hue)) * 6;
        return new Colour(
            Part(hue, 5, saturation, value),
            Part(hue, 3, saturation, value),
            Part(hue, 1, saturation, value));
    }

    public Colour Mix(Colour other, float share) => new(R + ((other.R - R) * share), G + ((other.G - G) * share), B + ((other.B - B) * share));

    public Colour Lighter(float share) => Mix(new Colour(1, 1, 1), share);

    public Colour Darker(float share) => new(R * (1 - share), G * (1 - share), B * (1 - share));

    private static float Part(float hue, float n, float saturation, float value)
    {
        var k = (n + hue) % 6;
        return value - (value * saturation * Math.Clamp(Math.Min(k, 4 - k), 0, 1));
    }
}

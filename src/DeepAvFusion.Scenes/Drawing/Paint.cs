using System.Numerics;

namespace DeepAvFusion.Scenes.Drawing;

/// <summary>What fills a shape: one colour or a run between two, with an optional grain, in the coordinates of the thing drawn.</summary>
internal readonly record struct Paint
{
    public Shading Shading { get; private init; }

    public Colour From { get; private init; }

    public Colour To { get; private init; }

    /// <summary>Where <see cref="From"/> is; for a radial run its centre.</summary>
    public Vector2 Start { get; private init; }

    /// <summary>For a linear run the axis divided by its squared length, for a radial one (1 / radius, 0).</summary>
    public Vector2 Axis { get; private init; }

    public float Opacity { get; private init; }

    /// <summary>How much the grain lightens and darkens, 0..1.</summary>
    public float GrainAmount { get; private init; }

    /// <summary>Grains along x and y in one unit.</summary>
    public Vector2 GrainScale { get; private init; }

    public static Paint Solid(Colour colour) => new() { From = colour, To = colour, Opacity = 1 };

    public static Paint Linear(float x0, float y0, float x1, float y1, Colour from, Colour to)
    {
        var axis = new Vector2(x1 - x0, y1 - y0);
        return new Paint { Shading = Shading.Linear, From = from, To = to, Start = new Vector2(x0, y0), Axis = axis / axis.LengthSquared(), Opacity = 1 };
    }

    public static Paint Radial(float x, float y, float radius, Colour from, Colour to) =>
        new() { Shading = Shading.Radial, From = from, To = to, Start = new Vector2(x, y), Axis = new Vector2(1 / radius, 0), Opacity = 1 };

    public Paint Clear(float opacity) => this with { Opacity = opacity };

    /// <summary>Wood, fur, brushed metal or speckles, by how long the grains are along x and y.</summary>
    public Paint Grained(float amount, float alongX, float alongY) => this with { GrainAmount = amount, GrainScale = new Vector2(alongX, alongY) };

    public bool IsPlain => Shading == Shading.Solid && GrainAmount == 0;

    /// <summary>Colour at a place of the thing drawn.</summary>
    public Colour At(Vector2 place)
    {
        var share = Shading switch
        {
            Shading.Linear => Math.Clamp(Vector2.Dot(place - Start, Axis), 0, 1),
            Shading.Radial => Math.Min((place - Start).Length() * Axis.X, 1),
            _ => 0f,
        };
        var colour = From.Mix(To, share);
        if (GrainAmount == 0) return colour;
        var light = 1 + (GrainAmount * ((2 * ValueNoise.At(place.X * GrainScale.X, place.Y * GrainScale.Y)) - 1));
        return new Colour(colour.R * light, colour.G * light, colour.B * light);
    }
}

internal enum Shading
{
    Solid,
    Linear,
    Radial,
}

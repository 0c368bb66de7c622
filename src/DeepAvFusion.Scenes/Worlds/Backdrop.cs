using System.Numerics;
using DeepAvFusion.Scenes.Drawing;

namespace DeepAvFusion.Scenes.Worlds;

/// <summary>Paints what stands behind the things; every picture of one seed has the same.</summary>
internal static class Backdrop
{
    private static readonly float[] Lines = [0.02f, 0.05f, 0.09f, 0.16f];

    public static void Paint(Pen pen, BackdropStyle style, SceneRandom random)
    {
        var canvas = pen.Canvas;
        var ratio = canvas.Width / (float)canvas.Height;
        pen.Transform = Matrix3x2.CreateScale(canvas.Height);             // one unit is the picture's height
        switch (style)
        {
            case BackdropStyle.Gradient:
                Wash.Corners(canvas, Any(ref random), Any(ref random), Any(ref random), Any(ref random));
                break;
            case BackdropStyle.Clouds:
                Wash.Corners(canvas, Any(ref random), Any(ref random), Any(ref random), Any(ref random));
                Wash.Clouds(canvas, Any(ref random), random.Range(2, 12), random.Range(2, 12), random.Range(0.4f, 0.9f), random.Range(0, 200));
                break;
            case BackdropStyle.Bricks:
                Bricks(pen, ref random, ratio);
                break;
            case BackdropStyle.Stripes:
                Stripes(pen, ref random, ratio);
                break;
            case BackdropStyle.Clutter:
                Wash.Corners(canvas, Any(ref random), Any(ref random), Any(ref random), Any(ref random));
                Clutter(pen, ref random, ratio, 8 + random.Below(30));
                break;
            case BackdropStyle.Room:
                Places.Room(pen, ref random, ratio);
                break;
            case BackdropStyle.Hills:
                Places.Hills(pen, ref random, ratio);
                break;
            case BackdropStyle.Street:
                Places.Street(pen, ref random, ratio);
                break;
            case BackdropStyle.Atrium:
                Places.Atrium(pen, ref random, ratio);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(style), style, "Not a backdrop.");
        }
    }

    private static Colour Any(ref SceneRandom random) => Colour.Hsv(random.Unit(), random.Range(0, 0.75f), random.Range(0.1f, 0.98f));

    private static void Bricks(Pen pen, ref SceneRandom random, float ratio)
    {
        var mortar = Any(ref random);
        var brick = Any(ref random);
        var rows = 5 + random.Below(9);
        var height = 1f / rows;
        var width = height * random.Range(1, 2.6f);
        var shift = random.Chance(0.7f) ? 0.5f : 0;
        Wash.Corners(pen.Canvas, mortar, mortar.Darker(0.2f), mortar, mortar.Darker(0.3f));
        for (var row = 0; row < rows; row++)
        {
            for (var x = (row % 2 * shift * width) - width; x < ratio; x += width)
            {
                var tone = random.Range(-0.25f, 0.25f);
                var colour = tone > 0 ? brick.Lighter(tone) : brick.Darker(-tone);
                pen.Box(x + (0.04f * height), (row + 0.04f) * height, x + width - (0.04f * height), (row + 0.96f) * height).Fill(colour);
            }
        }
    }

    private static void Stripes(Pen pen, ref SceneRandom random, float ratio)
    {
        var ground = Any(ref random);
        Wash.Corners(pen.Canvas, ground, ground.Darker(0.2f), ground.Lighter(0.15f), ground);
        var angle = random.Range(0, MathF.PI);
        var pitch = random.Range(0.05f, 0.3f);
        var width = Lines[random.Below(Lines.Length)];
        var colour = Any(ref random);
        using var turned = pen.Turned(angle, ratio / 2, 0.5f);
        for (var y = -1f; y < 2; y += pitch) pen.Path(-1.5f, y).To(ratio + 1.5f, y).Line(Math.Min(width, pitch * 0.6f), colour, 0.8f);
    }

    private static void Clutter(Pen pen, ref SceneRandom random, float ratio, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (x, y, size) = (random.Range(0, ratio), random.Unit(), random.Range(0.03f, 0.3f));
            var paint = Drawing.Paint.Linear(x - size, y, x + size, y + size, Any(ref random), Any(ref random)).Grained(random.Range(0, 0.3f), 40, random.Range(5, 40));
            using var turned = pen.Turned(random.Range(0, MathF.PI), x, y);
            switch (random.Below(4))
            {
                case 0: pen.Ellipse(x, y, size, size * random.Range(0.3f, 1)).Fill(paint); break;
                case 1: pen.Box(x - size, y - (size * 0.5f), x + size, y + (size * random.Range(0.2f, 1))).Fill(paint); break;
                case 2: pen.Path(x, y - size).To(x + size, y + (size * 0.8f)).To(x - (size * random.Unit()), y + size).Fill(paint); break;
                default: pen.Path(x - size, y).Curve(x, y - size, x, y + size, x + size, y).Line(random.Range(0.01f, 0.05f), Any(ref random)); break;
            }
        }
    }
}

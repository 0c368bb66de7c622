using System.Numerics;
using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A violin: a red waisted body with two long holes; its bow goes to and fro while it is played.</summary>
internal sealed class Violin() : SceneKind("violin", Habitat.Anywhere, isInstrument: true)
{
    internal override Voice CreateVoice(SceneRandom random) => new BowedString(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var varnish = look.Tint(0, 0.035f, 0.85f, 0.62f, 0.015f);
        var rim = varnish.Darker(0.6f);
        var ebony = new Colour(0.1f, 0.09f, 0.1f);

        pen.Box(-0.055f, -0.78f, 0.055f, -0.2f).Fill(varnish.Darker(0.25f));
        pen.Path(-0.06f, -0.75f).Curve(-0.12f, -1.02f, 0.16f, -1.02f, 0.1f, -0.86f).Bend(0.06f, -0.8f, 0.06f, -0.75f).Fill(varnish.Darker(0.15f)).Edge(0.02f, rim);
        pen.Line(0.03f, ebony, -0.16f, -0.8f, 0.16f, -0.8f);
        pen.Line(0.03f, ebony, -0.16f, -0.88f, 0.16f, -0.88f);
        Body(pen).Fill(Paint.Radial(0, 0.3f, 0.75f, varnish.Lighter(0.28f), varnish.Darker(0.2f)).Grained(0.16f, 3, 22)).Edge(0.04f, rim);
        Hole(pen, 1);
        Hole(pen, -1);
        pen.Path(-0.05f, -0.72f).To(0.05f, -0.72f).To(0.075f, 0.2f).To(-0.075f, 0.2f).Fill(ebony);
        pen.Path(-0.06f, 0.5f).To(0.06f, 0.5f).To(0.1f, 0.86f).To(-0.1f, 0.86f).Fill(ebony);
        pen.Box(-0.15f, 0.36f, 0.15f, 0.41f).Fill(new Colour(0.9f, 0.75f, 0.5f));
        for (var s = 0; s < 4; s++)
        {
            var x = -0.042f + (s * 0.028f);
            pen.Path(x, -0.74f).Bend(x + (0.025f * motion.Swing(31 + (5 * s))), -0.1f, x * 1.4f, 0.52f).Line(0.01f, Colour.Grey(0.9f), 0.9f);
        }

        using (pen.Within(Matrix3x2.CreateRotation(-0.42f + (0.04f * motion.Swing(1.1f))) * Matrix3x2.CreateTranslation(0.14f + (0.18f * motion.Swing(0.9f)), 0.26f)))
        {
            pen.Path(-0.86f, -0.02f).Bend(0, -0.09f, 0.86f, -0.05f).Line(0.045f, new Colour(0.36f, 0.17f, 0.08f));
            pen.Line(0.035f, Colour.White, -0.84f, 0.045f, 0.84f, 0.045f);
            pen.Box(0.7f, -0.06f, 0.84f, 0.07f, 0.02f).Fill(ebony);
        }
    }

    private static Pen Body(Pen pen) => pen.Path(0, -0.26f)
        .Curve(0.3f, -0.3f, 0.44f, -0.08f, 0.33f, 0.1f)
        .Curve(0.17f, 0.18f, 0.17f, 0.38f, 0.34f, 0.46f)
        .Curve(0.54f, 0.62f, 0.42f, 0.98f, 0, 0.97f)
        .Curve(-0.42f, 0.98f, -0.54f, 0.62f, -0.34f, 0.46f)
        .Curve(-0.17f, 0.38f, -0.17f, 0.18f, -0.33f, 0.1f)
        .Curve(-0.44f, -0.08f, -0.3f, -0.3f, 0, -0.26f);

    private static void Hole(Pen pen, int side) => pen
        .Path(side * 0.15f, 0.24f).Curve(side * 0.24f, 0.26f, side * 0.14f, 0.42f, side * 0.22f, 0.56f).Bend(side * 0.25f, 0.6f, side * 0.27f, 0.54f)
        .Line(0.035f, new Colour(0.08f, 0.04f, 0.03f));
}

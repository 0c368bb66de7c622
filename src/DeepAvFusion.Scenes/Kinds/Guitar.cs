using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A guitar: a light wooden eight with a round hole; its strings blur while it is plucked.</summary>
internal sealed class Guitar() : SceneKind("guitar", Habitat.Anywhere, isInstrument: true)
{
    internal override Voice CreateVoice(SceneRandom random) => new PluckedString(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var top = look.Tint(0, 0.1f, 0.62f, 0.88f);
        var side = look.Tint(1, 0.055f, 0.72f, 0.42f);
        var neck = look.Tint(2, 0.06f, 0.6f, 0.3f);

        pen.Box(-0.075f, -0.8f, 0.075f, 0.2f).Fill(Paint.Solid(neck).Grained(0.2f, 30, 3));
        pen.Path(-0.1f, -0.78f).To(-0.13f, -1).To(0.13f, -1).To(0.1f, -0.78f).Fill(neck.Lighter(0.1f)).Edge(0.02f, neck.Darker(0.5f));
        for (var peg = 0; peg < 3; peg++)
        {
            pen.Disc(-0.15f, -0.96f + (peg * 0.075f), 0.03f).Fill(Colour.Grey(0.85f));
            pen.Disc(0.15f, -0.96f + (peg * 0.075f), 0.03f).Fill(Colour.Grey(0.85f));
        }

        Body(pen).Fill(Paint.Radial(0, 0.5f, 0.55f, top, side).Grained(0.13f, 26, 2.5f)).Edge(0.035f, side.Darker(0.45f));
        pen.Disc(0, 0.27f, 0.165f).Fill(top.Lighter(0.5f));
        pen.Disc(0, 0.27f, 0.135f).Fill(new Colour(0.1f, 0.06f, 0.04f));
        pen.Path(0.17f, 0.3f).Bend(0.33f, 0.42f, 0.2f, 0.62f).Bend(0.13f, 0.5f, 0.1f, 0.4f).Fill(Paint.Solid(side.Darker(0.3f)).Clear(0.85f));
        pen.Box(-0.2f, 0.66f, 0.2f, 0.73f, 0.02f).Fill(neck.Darker(0.3f));
        for (var fret = 0; fret < 7; fret++) pen.Line(0.014f, Colour.Grey(0.75f), -0.07f, -0.7f + (fret * 0.12f), 0.07f, -0.7f + (fret * 0.12f));
        for (var s = 0; s < 4; s++)
        {
            var x = -0.05f + (s * 0.033f);
            var blur = 0.035f * motion.Swing(23 + (7 * s));
            pen.Path(x, -0.8f).Bend(x + blur, -0.05f, x * 1.2f, 0.68f).Line(0.012f, Colour.Grey(0.93f), 0.9f);
        }
    }

    private static Pen Body(Pen pen) => pen.Path(0, 0)
        .Curve(0.3f, -0.06f, 0.42f, 0.14f, 0.3f, 0.3f)
        .Curve(0.26f, 0.37f, 0.52f, 0.42f, 0.52f, 0.66f)
        .Curve(0.52f, 0.9f, 0.25f, 1, 0, 0.98f)
        .Curve(-0.25f, 1, -0.52f, 0.9f, -0.52f, 0.66f)
        .Curve(-0.52f, 0.42f, -0.26f, 0.37f, -0.3f, 0.3f)
        .Curve(-0.42f, 0.14f, -0.3f, -0.06f, 0, 0);
}

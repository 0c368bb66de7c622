using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A helicopter from the side; its rotors turn.</summary>
internal sealed class Helicopter() : SceneKind("helicopter", Habitat.Air)
{
    internal override Voice CreateVoice(SceneRandom random) => new RotorBlades(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var hull = look.Tint(0, look.Range(1, 0, 1), 0.6f, 0.7f);
        var dark = hull.Darker(0.6f);
        var turn = (motion.Time * 3.1f) + look.Range(2, 0, 1);
        using var sway = pen.Turned(0.05f * motion.Swing(0.8f));

        pen.Path(-0.15f, -0.12f).To(-0.88f, -0.16f).To(-0.98f, -0.42f).To(-0.84f, -0.42f).To(-0.74f, 0).To(-0.1f, 0.25f)
            .Fill(Paint.Linear(0, -0.3f, 0, 0.25f, hull.Lighter(0.2f), hull.Darker(0.35f))).Edge(0.03f, dark);
        pen.Disc(-0.88f, -0.2f, 0.2f).Fill(Paint.Solid(Colour.Grey(0.55f)).Clear(0.55f));
        using (pen.Turned(turn * 9, -0.88f, -0.2f)) pen.Line(0.05f, Colour.Grey(0.15f), -1.07f, -0.2f, -0.69f, -0.2f);
        pen.Line(0.05f, Colour.Grey(0.25f), 0.05f, 0.4f, 0, 0.74f);
        pen.Line(0.05f, Colour.Grey(0.25f), 0.5f, 0.4f, 0.55f, 0.74f);
        pen.Path(-0.3f, 0.74f).To(0.82f, 0.74f).Bend(0.93f, 0.72f, 0.95f, 0.62f).Line(0.06f, Colour.Grey(0.25f));
        pen.Box(0.1f, -0.55f, 0.3f, -0.25f, 0.03f).Fill(Colour.Grey(0.35f)).Edge(0.02f, Colour.Black);
        pen.Path(-0.3f, -0.1f).Curve(-0.2f, -0.4f, 0.1f, -0.42f, 0.35f, -0.38f).Curve(0.75f, -0.3f, 0.98f, 0.05f, 0.92f, 0.28f).Curve(0.85f, 0.5f, 0.2f, 0.55f, -0.1f, 0.42f)
            .Curve(-0.3f, 0.3f, -0.36f, 0.1f, -0.3f, -0.1f)
            .Fill(Paint.Linear(0, -0.4f, 0, 0.5f, hull.Lighter(0.3f), hull.Darker(0.3f))).Edge(0.035f, dark);
        pen.Path(0.42f, -0.28f).Curve(0.7f, -0.2f, 0.86f, 0, 0.85f, 0.14f).To(0.42f, 0.14f).Fill(Paint.Linear(0.4f, -0.3f, 0.85f, 0.15f, new Colour(0.85f, 0.95f, 1), new Colour(0.35f, 0.5f, 0.65f))).Edge(0.025f, dark);
        pen.Box(0.06f, -0.22f, 0.32f, 0.06f, 0.05f).Fill(Paint.Linear(0, -0.2f, 0.3f, 0.1f, new Colour(0.85f, 0.95f, 1), new Colour(0.35f, 0.5f, 0.65f))).Edge(0.025f, dark);
        pen.Path(-0.22f, 0.24f).To(0.86f, 0.3f).Line(0.06f, Colour.White, 0.85f);
        pen.Ellipse(0.2f, -0.6f, 0.8f, 0.09f).Fill(Paint.Solid(Colour.Grey(0.6f)).Clear(0.55f));
        var reach = 0.78f * MathF.Cos(turn * MathF.Tau);
        pen.Line(0.055f, Colour.Grey(0.12f), 0.2f - reach, -0.6f, 0.2f + reach, -0.6f);
        pen.Disc(0.2f, -0.6f, 0.07f).Fill(Colour.Grey(0.2f));
    }
}

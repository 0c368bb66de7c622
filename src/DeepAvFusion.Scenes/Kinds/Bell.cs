using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A bronze bell on a yoke; it swings while it rings.</summary>
internal sealed class Bell() : SceneKind("bell", Habitat.Anywhere, isInstrument: true)
{
    internal override Voice CreateVoice(SceneRandom random) => new StruckBell(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var bronze = look.Tint(0, 0.115f, 0.75f, 0.85f, 0.025f);
        var dark = bronze.Darker(0.6f);
        var swing = motion.Swing(0.95f) * 0.2f;

        pen.Box(-0.62f, -1, 0.62f, -0.8f, 0.05f).Fill(Paint.Solid(look.Tint(1, 0.06f, 0.55f, 0.4f)).Grained(0.25f, 3, 20)).Edge(0.025f, Colour.Black);
        using var hanging = pen.Turned(swing, 0, -0.85f);
        using (pen.Turned(-swing * 1.8f, 0, -0.2f))
        {
            pen.Line(0.06f, dark, 0, 0.2f, 0, 0.78f);
            pen.Disc(0, 0.82f, 0.14f).Fill(Paint.Radial(-0.05f, 0.77f, 0.2f, bronze, dark)).Edge(0.02f, Colour.Black);
        }

        pen.Box(-0.12f, -0.88f, 0.12f, -0.62f, 0.06f).Fill(dark);
        pen.Path(0, -0.7f).Curve(0.42f, -0.7f, 0.36f, -0.1f, 0.46f, 0.25f).Curve(0.52f, 0.45f, 0.66f, 0.52f, 0.78f, 0.66f).To(-0.78f, 0.66f)
            .Curve(-0.66f, 0.52f, -0.52f, 0.45f, -0.46f, 0.25f).Curve(-0.36f, -0.1f, -0.42f, -0.7f, 0, -0.7f)
            .Fill(Paint.Linear(-0.6f, 0, 0.65f, 0.1f, bronze.Lighter(0.35f), bronze.Darker(0.5f)).Grained(0.1f, 12, 12)).Edge(0.035f, dark.Darker(0.4f));
        pen.Path(-0.27f, -0.5f).Curve(-0.32f, -0.1f, -0.36f, 0.1f, -0.42f, 0.34f).Line(0.06f, Colour.White, 0.6f);
        pen.Path(-0.48f, 0.3f).Bend(0, 0.4f, 0.48f, 0.3f).Line(0.04f, dark);
        pen.Path(-0.38f, -0.2f).Bend(0, -0.12f, 0.38f, -0.2f).Line(0.03f, dark);
        pen.Box(-0.8f, 0.6f, 0.8f, 0.72f, 0.06f).Fill(Paint.Linear(-0.8f, 0, 0.8f, 0, bronze.Lighter(0.2f), dark)).Edge(0.025f, dark.Darker(0.4f));
    }
}

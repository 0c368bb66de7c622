using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A small round bird; it opens its beak and lifts its wing while it sings.</summary>
internal sealed class Bird() : SceneKind("bird", Habitat.Air)
{
    internal override Voice CreateVoice(SceneRandom random) => new BirdSong(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var coat = look.Tint(0, look.Range(1, 0, 1), 0.75f, 0.8f);
        var belly = look.Tint(2, look.Range(3, 0.06f, 0.16f), 0.45f, 0.95f);
        var dark = coat.Darker(0.65f);
        var beak = new Colour(0.98f, 0.65f, 0.1f);
        var open = 0.13f * motion.Level;

        pen.Path(-0.5f, 0.2f).To(-0.98f, 0.02f).To(-1, 0.24f).To(-0.94f, 0.4f).To(-0.4f, 0.5f).Fill(Paint.Linear(-1, 0, -0.4f, 0.4f, dark, coat)).Edge(0.03f, dark);
        pen.Line(0.05f, beak.Darker(0.3f), -0.08f, 0.75f, -0.12f, 0.99f);
        pen.Line(0.05f, beak.Darker(0.3f), 0.12f, 0.75f, 0.12f, 0.99f);
        pen.Line(0.05f, beak.Darker(0.3f), -0.2f, 0.98f, 0.24f, 0.98f);
        pen.Path(0.64f, -0.44f).To(1, -0.38f - open).To(0.66f, -0.3f).Fill(beak).Edge(0.02f, beak.Darker(0.5f));
        pen.Path(0.62f, -0.32f).To(0.95f, -0.32f + open).To(0.6f, -0.2f).Fill(beak.Darker(0.15f)).Edge(0.02f, beak.Darker(0.5f));
        pen.Path(0.1f, -0.62f).Curve(0.5f, -0.9f, 0.85f, -0.5f, 0.7f, -0.15f).Curve(0.85f, 0.3f, 0.5f, 0.82f, 0, 0.8f)
            .Curve(-0.5f, 0.8f, -0.75f, 0.4f, -0.55f, 0.15f).Curve(-0.3f, -0.1f, -0.15f, -0.3f, 0.1f, -0.62f)
            .Fill(Paint.Linear(0, -0.7f, 0.1f, 0.8f, coat.Lighter(0.15f), coat.Darker(0.15f)).Grained(0.14f, 9, 20)).Edge(0.03f, dark);
        pen.Path(0.62f, -0.1f).Curve(0.72f, 0.3f, 0.5f, 0.72f, 0.05f, 0.74f).Curve(0.1f, 0.4f, 0.4f, 0.3f, 0.62f, -0.1f).Fill(Paint.Solid(belly).Grained(0.12f, 10, 16));
        using (pen.Turned(-0.35f * Math.Abs(motion.Swing(5)), 0.15f, 0.05f))
        {
            pen.Path(0.22f, 0).Curve(0.1f, 0.5f, -0.4f, 0.6f, -0.72f, 0.5f).Curve(-0.5f, 0.1f, -0.2f, -0.2f, 0.22f, 0)
                .Fill(Paint.Solid(coat.Darker(0.35f)).Grained(0.25f, 6, 14)).Edge(0.025f, dark);
            pen.Path(-0.5f, 0.42f).Bend(-0.2f, 0.4f, 0.05f, 0.14f).Line(0.025f, dark);
        }

        pen.Disc(0.46f, -0.42f, 0.1f).Fill(Colour.White);
        pen.Disc(0.49f, -0.42f, 0.065f).Fill(Colour.Black);
        pen.Disc(0.51f, -0.45f, 0.022f).Fill(Colour.White);
    }
}

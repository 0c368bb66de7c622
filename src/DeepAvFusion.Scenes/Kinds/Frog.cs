using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A frog that looks at you; its throat swells when it croaks.</summary>
internal sealed class Frog() : SceneKind("frog", Habitat.Ground)
{
    internal override Voice CreateVoice(SceneRandom random) => new FrogCroak(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var skin = look.Tint(0, look.Range(1, 0.22f, 0.38f), 0.75f, 0.66f);
        var belly = skin.Mix(new Colour(0.97f, 0.97f, 0.7f), 0.7f);
        var line = skin.Darker(0.65f);
        var swell = 0.24f * motion.Level;
        for (var side = -1; side <= 1; side += 2)
        {
            pen.Path(side * 0.4f, 0.2f).Curve(side * 1.05f, 0.05f, side * 1.1f, 0.8f, side * 0.8f, 0.92f).To(side * 0.3f, 0.92f)
                .Fill(Paint.Solid(skin.Darker(0.2f)).Grained(0.25f, 7, 7)).Edge(0.03f, line);
            pen.Ellipse(side * 0.76f, 0.92f, 0.22f, 0.07f).Fill(skin.Darker(0.1f)).Edge(0.025f, line);
        }

        pen.Path(0, -0.5f).Curve(0.7f, -0.5f, 0.82f, 0, 0.72f, 0.3f).Curve(0.68f, 0.8f, 0.4f, 0.95f, 0, 0.95f).Curve(-0.4f, 0.95f, -0.68f, 0.8f, -0.72f, 0.3f).Curve(-0.82f, 0, -0.7f, -0.5f, 0, -0.5f)
            .Fill(Paint.Linear(0, -0.5f, 0, 0.95f, skin.Lighter(0.15f), skin.Darker(0.15f)).Grained(0.22f, 6, 6)).Edge(0.035f, line);
        pen.Ellipse(0, 0.56f, 0.42f + (swell * 0.8f), 0.3f + swell).Fill(Paint.Radial(-0.1f, 0.45f, 0.7f, belly.Lighter(0.3f), belly.Darker(0.15f)));
        for (var side = -1; side <= 1; side += 2)
        {
            pen.Disc(side * 0.42f, -0.58f, 0.27f).Fill(Paint.Radial(side * 0.36f, -0.64f, 0.4f, skin.Lighter(0.2f), skin.Darker(0.15f))).Edge(0.03f, line);
            pen.Disc(side * 0.42f, -0.6f, 0.18f).Fill(new Colour(0.98f, 0.88f, 0.35f));
            pen.Ellipse(side * 0.42f, -0.6f, 0.15f, 0.06f).Fill(Colour.Black);
            pen.Disc(side * 0.37f, -0.66f, 0.035f).Fill(Colour.White);
            pen.Disc(side * 0.08f, -0.16f, 0.025f).Fill(line);
        }

        pen.Path(-0.58f, -0.02f).Bend(0, 0.32f + (swell * 0.3f), 0.58f, -0.02f).Line(0.05f, line);
    }
}

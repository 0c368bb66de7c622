using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A dog's head from the front with hanging ears; its mouth opens when it barks.</summary>
internal sealed class Dog() : SceneKind("dog", Habitat.Ground)
{
    internal override Voice CreateVoice(SceneRandom random) => new DogBark(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var fur = look.Tint(0, 0.085f, look.Range(1, 0.2f, 0.6f), look.Range(2, 0.45f, 0.92f), 0.02f);
        var ear = fur.Darker(look.Range(3, 0.35f, 0.6f));
        var muzzle = fur.Mix(Colour.White, 0.6f);
        var line = fur.Darker(0.7f);
        var open = 0.2f * motion.Level;
        using var toss = pen.Turned(-0.06f * motion.Swing(3));

        pen.Path(-0.3f, 0.55f).To(0.3f, 0.55f).Curve(0.34f, 0.9f + open, -0.34f, 0.9f + open, -0.3f, 0.55f).Fill(new Colour(0.35f, 0.05f, 0.08f)).Edge(0.03f, line);
        pen.Path(-0.16f, 0.6f).To(0.16f, 0.6f).Curve(0.2f, 0.92f + open, -0.2f, 0.92f + open, -0.16f, 0.6f).Fill(new Colour(0.95f, 0.45f, 0.5f));
        pen.Path(0, -0.82f).Curve(0.55f, -0.85f, 0.72f, -0.4f, 0.68f, 0.05f).Curve(0.66f, 0.5f, 0.4f, 0.72f, 0, 0.72f)
            .Curve(-0.4f, 0.72f, -0.66f, 0.5f, -0.68f, 0.05f).Curve(-0.72f, -0.4f, -0.55f, -0.85f, 0, -0.82f)
            .Fill(Paint.Radial(0, -0.2f, 1.1f, fur.Lighter(0.15f), fur.Darker(0.2f)).Grained(0.16f, 14, 6)).Edge(0.035f, line);
        Ear(pen, 1, ear, line);
        Ear(pen, -1, ear, line);
        pen.Ellipse(0, 0.36f, 0.4f, 0.32f).Fill(Paint.Solid(muzzle).Grained(0.08f, 12, 8));
        pen.Path(-0.17f, 0.12f).Bend(0, 0.04f, 0.17f, 0.12f).Bend(0.14f, 0.3f, 0, 0.32f).Bend(-0.14f, 0.3f, -0.17f, 0.12f).Fill(Colour.Black);
        pen.Ellipse(-0.05f, 0.14f, 0.05f, 0.025f).Fill(Colour.Grey(0.6f));
        pen.Path(-0.28f, 0.48f).Bend(-0.08f, 0.56f, 0, 0.32f).Bend(0.08f, 0.56f, 0.28f, 0.48f).Line(0.035f, line);
        for (var side = -1; side <= 1; side += 2)
        {
            if (look.Pick(4, 2) == 0) pen.Ellipse(side * 0.27f, -0.2f, 0.2f, 0.24f).Fill(Paint.Solid(side > 0 ? ear : muzzle).Clear(0.7f));
            pen.Ellipse(side * 0.27f, -0.16f, 0.115f, 0.13f).Fill(Colour.White).Edge(0.02f, line);
            pen.Disc(side * 0.26f, -0.14f, 0.08f).Fill(new Colour(0.2f, 0.1f, 0.05f));
            pen.Disc(side * 0.24f, -0.17f, 0.025f).Fill(Colour.White);
        }
    }

    private static void Ear(Pen pen, int side, Colour ear, Colour line) => pen
        .Path(side * 0.42f, -0.74f).Curve(side * 0.85f, -0.9f, side * 1.05f, -0.2f, side * 0.94f, 0.28f).Curve(side * 0.8f, 0.5f, side * 0.62f, 0.1f, side * 0.58f, -0.2f)
        .Bend(side * 0.55f, -0.5f, side * 0.42f, -0.74f).Fill(Paint.Solid(ear).Grained(0.2f, 16, 5)).Edge(0.03f, line);
}

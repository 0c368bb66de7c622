using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A steam locomotive from the side; it puffs and its rods turn.</summary>
internal sealed class Train() : SceneKind("train", Habitat.Ground)
{
    internal override Voice CreateVoice(SceneRandom random) => new SteamEngine(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var boiler = look.Tint(0, look.Range(1, 0, 1), 0.55f, 0.42f);
        var cab = look.Tint(2, look.Range(3, 0, 0.16f), 0.8f, 0.7f);
        var dark = Colour.Grey(0.12f);
        for (var puff = 0; puff < 3; puff++)
        {
            var rise = ((motion.Time * 0.9f) + (puff * 0.33f)) % 1;
            pen.Disc(0.52f - (0.5f * rise), -0.72f - (0.14f * rise), 0.08f + (0.1f * rise) + (0.03f * motion.Level)).Fill(Paint.Solid(Colour.Grey(0.85f)).Clear(0.75f - (0.4f * rise)));
        }

        pen.Path(0.4f, -0.3f).To(0.38f, -0.68f).To(0.66f, -0.68f).To(0.64f, -0.3f).Fill(Paint.Linear(0.38f, 0, 0.66f, 0, Colour.Grey(0.45f), dark)).Edge(0.025f, Colour.Black);
        pen.Box(0.34f, -0.76f, 0.7f, -0.64f, 0.02f).Fill(cab).Edge(0.02f, Colour.Black);
        pen.Box(-0.02f, -0.46f, 0.18f, -0.2f, 0.08f).Fill(new Colour(0.88f, 0.7f, 0.25f)).Edge(0.02f, Colour.Black);
        pen.Box(-0.4f, -0.32f, 0.86f, 0.3f, 0.1f).Fill(Paint.Linear(0, -0.32f, 0, 0.3f, boiler.Lighter(0.4f), boiler.Darker(0.45f))).Edge(0.03f, Colour.Black);
        for (var band = 0; band < 3; band++) pen.Line(0.04f, new Colour(0.88f, 0.7f, 0.25f), -0.1f + (band * 0.3f), -0.3f, -0.1f + (band * 0.3f), 0.28f);
        pen.Disc(0.88f, 0, 0.1f).Fill(new Colour(1, 0.93f, 0.6f)).Edge(0.025f, Colour.Black);
        pen.Box(-0.95f, -0.62f, -0.36f, 0.34f, 0.03f).Fill(Paint.Linear(-0.95f, 0, -0.36f, 0, cab.Lighter(0.2f), cab.Darker(0.25f))).Edge(0.03f, Colour.Black);
        pen.Box(-0.82f, -0.46f, -0.5f, -0.12f, 0.03f).Fill(Paint.Linear(-0.8f, -0.45f, -0.5f, -0.1f, new Colour(0.9f, 0.95f, 1), new Colour(0.4f, 0.5f, 0.6f))).Edge(0.025f, Colour.Black);
        pen.Box(-1, -0.72f, -0.3f, -0.6f, 0.04f).Fill(dark);
        pen.Path(-0.96f, 0.3f).To(0.84f, 0.3f).To(1, 0.72f).To(0.76f, 0.72f).To(0.7f, 0.48f).To(-0.96f, 0.48f).Fill(cab.Darker(0.35f)).Edge(0.025f, Colour.Black);
        var angle = motion.Time * 4;
        Wheel(pen, -0.62f, 0.56f, 0.32f, angle, cab);
        Wheel(pen, 0.06f, 0.6f, 0.28f, angle, cab);
        Wheel(pen, 0.56f, 0.68f, 0.2f, angle * 1.4f, cab);
        var (sin, cos) = MathF.SinCos(angle);
        pen.Line(0.07f, Colour.Grey(0.7f), -0.62f + (0.14f * cos), 0.57f + (0.14f * sin), 0.06f + (0.14f * cos), 0.59f + (0.14f * sin));
    }

    private static void Wheel(Pen pen, float x, float y, float r, float turn, Colour rim)
    {
        pen.Disc(x, y, r).Fill(Colour.Grey(0.15f));
        pen.Disc(x, y, r * 0.8f).Fill(rim);
        pen.Disc(x, y, r * 0.66f).Fill(Colour.Grey(0.2f));
        for (var spoke = 0; spoke < 4; spoke++)
        {
            var (sin, cos) = MathF.SinCos(turn + (spoke * MathF.PI / 4));
            pen.Line(r * 0.12f, rim, x - (r * 0.7f * cos), y - (r * 0.7f * sin), x + (r * 0.7f * cos), y + (r * 0.7f * sin));
        }

        pen.Disc(x, y, r * 0.2f).Fill(Colour.Grey(0.7f));
    }
}

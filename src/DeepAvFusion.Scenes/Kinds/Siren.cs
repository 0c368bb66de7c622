using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>An alarm beacon: a glass dome with a lamp that turns on a dark foot; it glows while it wails.</summary>
internal sealed class Siren() : SceneKind("siren", Habitat.Anywhere)
{
    internal override Voice CreateVoice(SceneRandom random) => new SirenHorn(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var glass = look.Pick(0, 3) switch
        {
            0 => new Colour(0.92f, 0.08f, 0.08f),
            1 => new Colour(0.1f, 0.25f, 0.95f),
            _ => new Colour(1, 0.55f, 0.05f),
        };
        glass = glass.Mix(look.Tint(1, 0, 0.5f, 0.5f, 0.5f), 0.12f);
        var turn = (motion.Time * 1.7f) + look.Range(2, 0, 6);
        var lamp = MathF.Sin(turn * MathF.Tau);

        pen.Path(-0.62f, 0.5f).To(-0.62f, -0.25f).Curve(-0.62f, -1.15f, 0.62f, -1.15f, 0.62f, -0.25f).To(0.62f, 0.5f)
            .Fill(Paint.Radial(lamp * 0.3f, -0.1f, 0.95f, glass.Lighter(0.35f + (0.35f * motion.Level)), glass.Darker(0.3f))).Edge(0.04f, glass.Darker(0.65f));
        for (var rib = -2; rib <= 2; rib++) pen.Path(rib * 0.22f, 0.48f).Bend(rib * 0.24f, -0.4f, rib * 0.1f, -0.86f).Line(0.025f, glass.Darker(0.4f), 0.8f);
        pen.Ellipse(lamp * 0.34f, 0, 0.16f, 0.26f).Fill(Paint.Radial(lamp * 0.34f, 0, 0.27f, Colour.White, glass.Lighter(0.4f)).Clear(0.9f));
        pen.Path(-0.45f, -0.1f).Curve(-0.46f, -0.5f, -0.3f, -0.72f, -0.12f, -0.78f).Line(0.07f, Colour.White, 0.65f);
        pen.Box(-0.74f, 0.44f, 0.74f, 0.62f, 0.05f).Fill(Paint.Linear(0, 0.44f, 0, 0.62f, Colour.Grey(0.75f), Colour.Grey(0.4f))).Edge(0.025f, Colour.Black);
        pen.Path(-0.8f, 0.6f).To(0.8f, 0.6f).To(0.95f, 0.98f).To(-0.95f, 0.98f).Fill(Paint.Linear(-0.9f, 0, 0.9f, 0, Colour.Grey(0.32f), Colour.Grey(0.12f)).Grained(0.2f, 20, 20)).Edge(0.025f, Colour.Black);
        for (var slot = -3; slot <= 3; slot++) pen.Line(0.045f, Colour.Grey(0.55f), slot * 0.2f, 0.7f, slot * 0.22f, 0.88f);
    }
}

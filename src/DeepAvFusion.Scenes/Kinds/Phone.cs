using System.Numerics;
using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A telephone with a dial; its receiver hops while it rings.</summary>
internal sealed class Phone() : SceneKind("phone", Habitat.Ground)
{
    internal override Voice CreateVoice(SceneRandom random) => new PhoneRinger(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var shell = look.Pick(0, 3) == 0 ? Colour.Grey(look.Range(1, 0.12f, 0.3f)) : look.Tint(1, look.Range(2, 0, 1), 0.7f, 0.68f);
        var dark = shell.Darker(0.6f);
        pen.Path(-0.5f, -0.32f).To(0.5f, -0.32f).Curve(0.6f, 0.1f, 0.85f, 0.4f, 0.95f, 0.86f).To(-0.95f, 0.86f).Curve(-0.85f, 0.4f, -0.6f, 0.1f, -0.5f, -0.32f)
            .Fill(Paint.Linear(-0.8f, -0.3f, 0.8f, 0.9f, shell.Lighter(0.35f), shell.Darker(0.35f))).Edge(0.035f, dark);
        pen.Box(-0.98f, 0.8f, 0.98f, 0.95f, 0.05f).Fill(dark).Edge(0.02f, Colour.Black);
        pen.Disc(0, 0.32f, 0.4f).Fill(Paint.Radial(-0.1f, 0.2f, 0.6f, Colour.White, Colour.Grey(0.7f))).Edge(0.03f, dark);
        for (var hole = 0; hole < 10; hole++)
        {
            var (sin, cos) = MathF.SinCos(0.9f + (hole * MathF.Tau / 12));
            pen.Disc(0.28f * cos, 0.32f + (0.28f * sin), 0.062f).Fill(Colour.Grey(0.15f));
        }

        pen.Disc(0, 0.32f, 0.13f).Fill(shell).Edge(0.02f, dark);
        using var hop = pen.Within(Matrix3x2.CreateRotation(0.06f * motion.Swing(9)) * Matrix3x2.CreateTranslation(0, -0.05f * Math.Abs(motion.Swing(7))));
        pen.Box(-0.36f, -0.5f, -0.24f, -0.26f, 0.03f).Fill(dark);
        pen.Box(0.24f, -0.5f, 0.36f, -0.26f, 0.03f).Fill(dark);
        pen.Path(-0.98f, -0.3f).Curve(-1.02f, -0.92f, -0.4f, -0.92f, 0, -0.9f).Curve(0.4f, -0.92f, 1.02f, -0.92f, 0.98f, -0.3f).To(0.58f, -0.3f)
            .Curve(0.6f, -0.56f, 0.4f, -0.6f, 0, -0.6f).Curve(-0.4f, -0.6f, -0.6f, -0.56f, -0.58f, -0.3f)
            .Fill(Paint.Linear(0, -0.95f, 0, -0.3f, shell.Lighter(0.4f), shell.Darker(0.25f))).Edge(0.035f, dark);
        pen.Path(-0.6f, -0.72f).Bend(0, -0.86f, 0.55f, -0.76f).Line(0.05f, Colour.White, 0.55f);
    }
}

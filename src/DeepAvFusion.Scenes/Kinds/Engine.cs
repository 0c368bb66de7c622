using System.Numerics;
using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A motor car from the side; it shakes and its wheels turn while the engine runs.</summary>
internal sealed class Engine() : SceneKind("engine", Habitat.Ground)
{
    internal override Voice CreateVoice(SceneRandom random) => new EngineBlock(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var paint = look.Tint(0, look.Range(1, 0, 1), 0.72f, 0.75f);
        var dark = paint.Darker(0.6f);
        var shake = 0.02f * motion.Swing(13);
        using (pen.Within(Matrix3x2.CreateTranslation(0, shake)))
        {
            pen.Disc(-0.97f, 0.46f, 0.06f + (0.05f * motion.Level)).Fill(Paint.Solid(Colour.Grey(0.75f)).Clear(0.8f));
            pen.Path(-0.92f, 0.4f).Curve(-0.98f, 0.05f, -0.9f, -0.02f, -0.66f, -0.05f).Curve(-0.5f, -0.5f, -0.3f, -0.58f, 0.02f, -0.57f)
                .Curve(0.3f, -0.56f, 0.42f, -0.3f, 0.55f, -0.03f).Curve(0.85f, 0.02f, 0.98f, 0.1f, 0.96f, 0.4f).To(0.9f, 0.5f).To(-0.9f, 0.5f)
                .Fill(Paint.Linear(0, -0.6f, 0, 0.55f, paint.Lighter(0.3f), paint.Darker(0.3f))).Edge(0.035f, dark);
            var pane = new Colour(0.62f, 0.8f, 0.9f);
            pen.Path(-0.5f, -0.06f).Curve(-0.4f, -0.36f, -0.28f, -0.44f, -0.06f, -0.44f).To(-0.06f, -0.06f).Fill(Paint.Linear(-0.4f, -0.4f, 0, 0, pane.Lighter(0.5f), pane.Darker(0.35f))).Edge(0.02f, dark);
            pen.Path(0.02f, -0.44f).Curve(0.22f, -0.43f, 0.3f, -0.25f, 0.4f, -0.06f).To(0.02f, -0.06f).Fill(Paint.Linear(0, -0.4f, 0.4f, 0, pane.Lighter(0.5f), pane.Darker(0.35f))).Edge(0.02f, dark);
            pen.Line(0.02f, dark, -0.02f, -0.04f, -0.02f, 0.46f);
            pen.Line(0.045f, Colour.Grey(0.85f), -0.9f, 0.2f, 0.9f, 0.2f);
            pen.Line(0.04f, dark, 0.06f, 0.06f, 0.2f, 0.06f);
            pen.Ellipse(0.88f, 0.16f, 0.07f, 0.09f).Fill(new Colour(1, 0.95f, 0.65f)).Edge(0.02f, dark);
            pen.Ellipse(-0.9f, 0.14f, 0.045f, 0.08f).Fill(new Colour(0.9f, 0.1f, 0.1f));
        }

        Wheel(pen, -0.52f, motion.Time * 4);
        Wheel(pen, 0.54f, motion.Time * 4);
    }

    private static void Wheel(Pen pen, float x, float turn)
    {
        pen.Disc(x, 0.5f, 0.25f).Fill(Paint.Radial(x, 0.5f, 0.27f, Colour.Grey(0.22f), Colour.Grey(0.06f)));
        pen.Disc(x, 0.5f, 0.14f).Fill(Colour.Grey(0.8f));
        using var spun = pen.Turned(turn, x, 0.5f);
        for (var spoke = 0; spoke < 3; spoke++)
        {
            var (sin, cos) = MathF.SinCos(spoke * MathF.PI / 3);
            pen.Line(0.03f, Colour.Grey(0.35f), x - (0.13f * cos), 0.5f - (0.13f * sin), x + (0.13f * cos), 0.5f + (0.13f * sin));
        }
    }
}

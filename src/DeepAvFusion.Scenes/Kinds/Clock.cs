using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A clock in a wooden case, a pendulum under its face.</summary>
internal sealed class Clock() : SceneKind("clock", Habitat.Anywhere)
{
    internal override Voice CreateVoice(SceneRandom random) => new ClockWork(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var wood = look.Tint(0, 0.06f, 0.6f, 0.42f);
        var face = look.Tint(1, 0.12f, 0.12f, 0.95f);
        var brass = new Colour(0.9f, 0.72f, 0.25f);
        pen.Path(-0.5f, 0.1f).To(0.5f, 0.1f).To(0.42f, 0.98f).To(-0.42f, 0.98f).Fill(Paint.Solid(wood).Grained(0.22f, 18, 2)).Edge(0.03f, wood.Darker(0.6f));
        pen.Path(-0.36f, 0.2f).To(0.36f, 0.2f).To(0.3f, 0.9f).To(-0.3f, 0.9f).Fill(new Colour(0.12f, 0.09f, 0.08f));
        using (pen.Turned(0.33f * motion.Swing(1) * 1.2f, 0, 0))
        {
            pen.Line(0.045f, brass, 0, 0.1f, 0, 0.66f);
            pen.Disc(0, 0.7f, 0.15f).Fill(Paint.Radial(-0.05f, 0.65f, 0.2f, brass.Lighter(0.5f), brass.Darker(0.3f))).Edge(0.02f, brass.Darker(0.6f));
        }

        pen.Disc(0, -0.3f, 0.68f).Fill(Paint.Radial(-0.2f, -0.5f, 1.1f, wood.Lighter(0.3f), wood.Darker(0.3f)).Grained(0.2f, 9, 9)).Edge(0.035f, wood.Darker(0.65f));
        pen.Disc(0, -0.3f, 0.55f).Fill(Paint.Radial(-0.1f, -0.4f, 0.8f, face, face.Darker(0.12f))).Edge(0.04f, brass);
        for (var hour = 0; hour < 12; hour++)
        {
            var (sin, cos) = MathF.SinCos(hour * MathF.Tau / 12);
            var inner = hour % 3 == 0 ? 0.38f : 0.44f;
            pen.Line(hour % 3 == 0 ? 0.05f : 0.025f, Colour.Black, inner * cos, -0.3f + (inner * sin), 0.5f * cos, -0.3f + (0.5f * sin));
        }

        Hand(pen, look.Range(2, 0, MathF.Tau), 0.27f, 0.06f);
        Hand(pen, look.Range(3, 0, MathF.Tau) + (motion.Time * 0.02f), 0.41f, 0.045f);
        pen.Disc(0, -0.3f, 0.05f).Fill(brass);
    }

    private static void Hand(Pen pen, float angle, float length, float width)
    {
        var (sin, cos) = MathF.SinCos(angle);
        pen.Line(width, Colour.Black, 0, -0.3f, length * sin, -0.3f - (length * cos));
    }
}

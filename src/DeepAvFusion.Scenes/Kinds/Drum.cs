using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A drum kit: a big drum seen from the front, two small ones and two cymbals that tilt when hit.</summary>
internal sealed class Drum() : SceneKind("drum", Habitat.Anywhere, isInstrument: true)
{
    internal override Voice CreateVoice(SceneRandom random) => new DrumKit(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var shell = look.Tint(0, look.Range(1, 0, 1), 0.8f, 0.65f);
        var skin = new Colour(0.94f, 0.91f, 0.84f);
        var steel = Colour.Grey(0.7f);

        pen.Line(0.04f, steel, -0.78f, -0.5f, -0.72f, 0.95f);
        pen.Line(0.04f, steel, 0.78f, -0.58f, 0.72f, 0.95f);
        Cymbal(pen, -0.7f, -0.55f, 0.14f * motion.Swing(4.3f));
        Cymbal(pen, 0.7f, -0.66f, 0.14f * motion.Swing(3.7f));
        Small(pen, -0.4f, shell, skin);
        Small(pen, 0.4f, shell, skin);
        pen.Line(0.07f, steel, -0.5f, 0.75f, -0.68f, 0.98f);
        pen.Line(0.07f, steel, 0.5f, 0.75f, 0.68f, 0.98f);
        var beat = 1 + (0.03f * motion.Swing(9));
        pen.Disc(0, 0.38f, 0.6f).Fill(Paint.Radial(-0.2f, 0.1f, 1, shell.Lighter(0.25f), shell.Darker(0.4f))).Edge(0.03f, Colour.Black);
        pen.Disc(0, 0.38f, 0.49f * beat).Fill(Paint.Radial(-0.1f, 0.25f, 0.7f, skin, skin.Darker(0.18f)).Grained(0.06f, 9, 9)).Edge(0.025f, Colour.Grey(0.3f));
        Star(pen, 0, 0.38f, 0.3f * beat, shell);
        for (var lug = 0; lug < 8; lug++)
        {
            var (sin, cos) = MathF.SinCos((lug + 0.5f) * MathF.Tau / 8);
            pen.Disc(0.55f * cos, 0.38f + (0.55f * sin), 0.035f).Fill(Colour.Grey(0.9f));
        }
    }

    private static void Small(Pen pen, float x, Colour shell, Colour skin)
    {
        pen.Path(x - 0.28f, -0.42f).To(x + 0.28f, -0.42f).To(x + 0.25f, -0.08f).Bend(x, 0.02f, x - 0.25f, -0.08f)
            .Fill(Paint.Linear(x - 0.3f, 0, x + 0.3f, 0, shell.Lighter(0.3f), shell.Darker(0.35f))).Edge(0.025f, Colour.Black);
        pen.Ellipse(x, -0.42f, 0.29f, 0.1f).Fill(skin).Edge(0.03f, Colour.Grey(0.75f));
    }

    private static void Cymbal(Pen pen, float x, float y, float tilt)
    {
        using var hit = pen.Turned(tilt, x, y);
        pen.Ellipse(x, y, 0.3f, 0.07f).Fill(Paint.Linear(x - 0.3f, 0, x + 0.3f, 0, new Colour(1, 0.88f, 0.45f), new Colour(0.62f, 0.45f, 0.12f))).Edge(0.02f, new Colour(0.35f, 0.25f, 0.05f));
        pen.Ellipse(x, y - 0.03f, 0.08f, 0.05f).Fill(new Colour(0.95f, 0.8f, 0.4f));
    }

    private static void Star(Pen pen, float x, float y, float r, Colour colour)
    {
        for (var i = 0; i < 10; i++)
        {
            var (sin, cos) = MathF.SinCos((i * MathF.Tau / 10) - (MathF.PI / 2));
            var reach = i % 2 == 0 ? r : r * 0.45f;
            if (i == 0) pen.Path(x + (reach * cos), y + (reach * sin));
            else pen.To(x + (reach * cos), y + (reach * sin));
        }

        pen.Fill(colour);
    }
}

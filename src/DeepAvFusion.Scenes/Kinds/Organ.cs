using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A church organ: metal pipes over a wooden case with keys; the pipes shimmer while it plays.</summary>
internal sealed class Organ() : SceneKind("organ", Habitat.Anywhere, isInstrument: true)
{
    internal override Voice CreateVoice(SceneRandom random) => new OrganPipes(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var wood = look.Tint(0, 0.05f, 0.6f, 0.42f);
        var metal = look.Pick(1, 3) == 0 ? look.Tint(2, 0.13f, 0.5f, 0.85f) : look.Tint(2, 0.58f, 0.1f, 0.82f);
        var peak = look.Pick(3, 2);
        pen.Box(-0.95f, 0.2f, 0.95f, 1, 0.03f).Fill(Paint.Solid(wood).Grained(0.22f, 2, 18)).Edge(0.03f, wood.Darker(0.6f));
        for (var i = 0; i < 9; i++)
        {
            var middle = MathF.Abs(i - 4) / 4f;
            var head = peak == 0 ? -0.95f + (middle * 0.6f) : -0.5f - (middle * 0.45f);
            var x = -0.93f + (i * 0.207f);
            var shine = metal.Lighter(0.12f + (0.4f * Math.Max(0, motion.Swing(2.3f + i))));
            pen.Box(x, head, x + 0.19f, 0.24f, 0.03f).Fill(Paint.Linear(x, 0, x + 0.2f, 0, shine, metal.Darker(0.55f))).Edge(0.02f, metal.Darker(0.75f));
            pen.Path(x + 0.095f, -0.16f).To(x + 0.15f, 0.02f).To(x + 0.04f, 0.02f).Fill(new Colour(0.08f, 0.08f, 0.1f));
        }

        pen.Box(-0.98f, 0.2f, 0.98f, 0.32f, 0.02f).Fill(wood.Lighter(0.18f)).Edge(0.02f, wood.Darker(0.6f));
        pen.Box(-0.66f, 0.46f, 0.66f, 0.64f, 0.01f).Fill(Colour.White).Edge(0.02f, Colour.Black);
        for (var key = 1; key < 12; key++)
        {
            var x = -0.66f + (key * 0.11f);
            pen.Line(0.012f, Colour.Grey(0.4f), x, 0.46f, x, 0.64f);
            if (key % 7 is not (3 or 0)) pen.Box(x - 0.03f, 0.46f, x + 0.03f, 0.56f).Fill(Colour.Black);
        }

        pen.Box(-0.8f, 0.74f, -0.12f, 0.94f, 0.02f).Fill(wood.Darker(0.3f));
        pen.Box(0.12f, 0.74f, 0.8f, 0.94f, 0.02f).Fill(wood.Darker(0.3f));
    }
}

using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A pan flute: bamboo pipes from long to short, bound together; it sways while it is blown.</summary>
internal sealed class Flute() : SceneKind("flute", Habitat.Anywhere, isInstrument: true)
{
    internal override Voice CreateVoice(SceneRandom random) => new FlutePipe(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var pipes = 6 + look.Pick(3, 3);
        var bamboo = look.Tint(0, 0.13f, 0.45f, 0.86f);
        var cord = look.Tint(1, look.Range(2, 0, 1), 0.75f, 0.65f);
        var width = 1.7f / pipes;
        using var sway = pen.Turned(0.09f * motion.Swing(1.4f));
        for (var i = 0; i < pipes; i++)
        {
            var x = -0.85f + (i * width);
            var foot = 0.95f - (i * 1.15f / pipes);
            var pipe = bamboo.Mix(bamboo.Darker(0.3f), (i % 2) * 0.5f);
            pen.Box(x, -0.75f, x + width, foot, 0.06f)
                .Fill(Paint.Linear(x, 0, x + width, 0, pipe.Lighter(0.35f), pipe.Darker(0.35f)).Grained(0.12f, 24, 3)).Edge(0.025f, bamboo.Darker(0.65f));
            pen.Ellipse(x + (width / 2), -0.75f, width * 0.44f, 0.055f).Fill(new Colour(0.16f, 0.1f, 0.05f)).Edge(0.02f, pipe.Lighter(0.4f));
            pen.Line(0.025f, pipe.Darker(0.45f), x + 0.02f, foot - 0.2f, x + width - 0.02f, foot - 0.2f);
        }

        pen.Path(-0.9f, -0.45f).To(0.88f, -0.45f).To(0.88f, -0.28f).To(-0.9f, -0.28f).Fill(Paint.Solid(cord).Grained(0.35f, 14, 14)).Edge(0.02f, cord.Darker(0.5f));
        pen.Path(-0.9f, 0.06f).To(0.3f, 0.06f).To(0.3f, 0.16f).To(-0.9f, 0.16f).Fill(Paint.Solid(cord.Darker(0.15f)).Grained(0.35f, 14, 14));
    }
}

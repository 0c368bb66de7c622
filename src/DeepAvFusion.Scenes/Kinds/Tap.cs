using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A water tap over a bucket; drops fly while it runs.</summary>
internal sealed class Tap() : SceneKind("tap", Habitat.Anywhere)
{
    internal override Voice CreateVoice(SceneRandom random) => new RunningWater(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var chrome = Colour.Grey(look.Range(0, 0.62f, 0.8f)).Mix(look.Tint(1, 0.12f, 0.6f, 0.8f), look.Pick(2, 2) * 0.6f);
        var handle = look.Tint(3, look.Range(4, 0, 1), 0.85f, 0.7f);
        var bucket = look.Tint(5, look.Range(6, 0, 1), 0.65f, 0.6f);
        var water = new Colour(0.55f, 0.8f, 0.97f);
        var width = 0.09f + (0.02f * motion.Swing(11));

        pen.Path(0.42f - width, -0.2f).To(0.42f + width, -0.2f).To(0.42f + (width * 0.8f), 0.5f).To(0.42f - (width * 0.8f), 0.5f)
            .Fill(Paint.Linear(0.33f, 0, 0.5f, 0, water.Lighter(0.5f), water.Darker(0.3f)).Grained(0.15f, 20, 4));
        for (var drop = 0; drop < 4; drop++)
        {
            var fall = ((motion.Time * 2.2f) + (drop * 0.27f)) % 1;
            pen.Disc(0.42f + ((drop - 1.5f) * 0.22f * fall), 0.4f - (0.5f * fall * (1 - fall)), 0.035f).Fill(water);
        }

        pen.Path(-0.98f, -0.62f).To(-0.3f, -0.62f).To(0.15f, -0.62f).Curve(0.55f, -0.6f, 0.56f, -0.4f, 0.56f, -0.16f).To(0.28f, -0.16f).Curve(0.28f, -0.3f, 0.2f, -0.34f, 0, -0.34f).To(-0.98f, -0.34f)
            .Fill(Paint.Linear(0, -0.62f, 0, -0.3f, chrome.Lighter(0.6f), chrome.Darker(0.4f))).Edge(0.03f, chrome.Darker(0.65f));
        pen.Box(-1, -0.72f, -0.84f, -0.24f, 0.03f).Fill(chrome.Darker(0.2f)).Edge(0.025f, chrome.Darker(0.65f));
        pen.Box(-0.24f, -0.84f, -0.08f, -0.6f).Fill(chrome.Darker(0.3f)).Edge(0.02f, chrome.Darker(0.65f));
        pen.Box(-0.52f, -0.99f, 0.2f, -0.82f, 0.08f).Fill(Paint.Linear(0, -1, 0, -0.8f, handle.Lighter(0.35f), handle.Darker(0.3f))).Edge(0.025f, handle.Darker(0.6f));
        pen.Path(-0.2f, 0.46f).To(0.98f, 0.46f).To(0.84f, 0.98f).To(-0.06f, 0.98f).Fill(Paint.Linear(-0.2f, 0, 0.95f, 0, bucket.Lighter(0.3f), bucket.Darker(0.4f))).Edge(0.03f, bucket.Darker(0.65f));
        pen.Ellipse(0.39f, 0.46f, 0.59f, 0.1f).Fill(Paint.Linear(-0.2f, 0, 0.9f, 0, water.Darker(0.1f), water.Darker(0.45f))).Edge(0.035f, bucket.Darker(0.3f));
        pen.Ellipse(0.42f, 0.46f, 0.2f + (0.05f * motion.Level), 0.04f).Fill(Paint.Solid(Colour.White).Clear(0.7f));
    }
}

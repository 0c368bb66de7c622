using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>An owl that faces you; its throat swells when it hoots.</summary>
internal sealed class Owl() : SceneKind("owl", Habitat.Anywhere)
{
    internal override Voice CreateVoice(SceneRandom random) => new Hoot(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var coat = look.Tint(0, look.Range(1, 0.05f, 0.1f), 0.5f, 0.5f);
        var chest = coat.Lighter(0.5f);
        var dark = coat.Darker(0.6f);
        var swell = 0.1f * motion.Level;
        pen.Path(-0.55f, -0.98f).To(-0.15f, -0.72f).To(0.15f, -0.72f).To(0.55f, -0.98f).Curve(0.85f, -0.3f, 0.8f, 0.7f, 0.35f, 0.92f).To(-0.35f, 0.92f).Curve(-0.8f, 0.7f, -0.85f, -0.3f, -0.55f, -0.98f)
            .Fill(Paint.Linear(0, -1, 0, 1, coat.Lighter(0.15f), coat.Darker(0.3f)).Grained(0.35f, 8, 5)).Edge(0.035f, dark);
        pen.Ellipse(0, 0.3f, 0.4f + swell, 0.5f).Fill(Paint.Solid(chest).Grained(0.4f, 6, 10));
        for (var side = -1; side <= 1; side += 2)
        {
            pen.Path(side * 0.62f, -0.1f).Curve(side * 0.98f, 0.2f, side * 0.8f, 0.8f, side * 0.42f, 0.85f).Curve(side * 0.5f, 0.5f, side * 0.5f, 0.2f, side * 0.62f, -0.1f)
                .Fill(Paint.Solid(coat.Darker(0.35f)).Grained(0.3f, 5, 14)).Edge(0.025f, dark);
            pen.Disc(side * 0.3f, -0.42f, 0.29f).Fill(Paint.Radial(side * 0.3f, -0.42f, 0.3f, Colour.White, chest)).Edge(0.03f, dark);
            pen.Disc(side * 0.3f, -0.42f, 0.18f).Fill(new Colour(0.98f, 0.7f, 0.1f)).Edge(0.02f, Colour.Black);
            pen.Disc(side * 0.3f, -0.42f, 0.1f).Fill(Colour.Black);
            pen.Ellipse(side * 0.2f, 0.92f, 0.14f, 0.06f).Fill(new Colour(0.9f, 0.65f, 0.2f));
        }

        pen.Path(-0.09f, -0.3f).To(0.09f, -0.3f).To(0, -0.08f + swell).Fill(new Colour(0.85f, 0.6f, 0.2f)).Edge(0.02f, dark);
    }

    /// <summary>Low flute-like calls: a short one, a pause, and long ones that sink.</summary>
    private sealed class Hoot : Voice
    {
        private readonly float _pitch;
        private readonly int _unit;
        private NoiseSource _breath;
        private Filter _throat;
        private Oscillator _tone = new(WaveTable.Of(1, 0.12f, 0.05f));
        private float _level;
        private int _time;

        public Hoot(SceneRandom random)
        {
            _pitch = random.Range(290, 420);
            _unit = Samples(random.Range(0.2f, 0.3f));
            _breath = new NoiseSource(random.NextBits());
            _throat = Filter.Band(_pitch * 1.1f, 3);
        }

        public override void Render(Span<float> output)
        {
            for (var i = 0; i < output.Length; i++)
            {
                var place = _time++ / (float)_unit % 6.5f;
                var (sounds, share) = place < 0.8f ? (true, place / 0.8f) : place is > 1.3f and < 3 ? (true, (place - 1.3f) / 1.7f) : place is > 3.6f and < 5.4f ? (true, (place - 3.6f) / 1.8f) : (false, 0);
                if ((_time & 15) == 0 && sounds) _tone.Tune(_pitch * (1.04f - (0.1f * share)));
                _level += ((sounds ? 1 : 0) - _level) * 0.0025f;
                output[i] = _level * ((_tone.Next() * 0.24f) + (_throat.Next(_breath.Next()) * 0.08f));
            }
        }
    }
}

using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A duck from the side; its bill opens when it quacks.</summary>
internal sealed class Duck() : SceneKind("duck", Habitat.Ground)
{
    internal override Voice CreateVoice(SceneRandom random) => new Quack(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var coat = look.Pick(0, 2) == 0 ? look.Tint(1, 0.14f, 0.75f, 0.95f) : look.Tint(2, 0.1f, 0.12f, 0.92f);
        var head = look.Pick(3, 2) == 0 ? coat : new Colour(0.1f, 0.42f, 0.25f);
        var bill = new Colour(0.97f, 0.5f, 0.08f);
        var dark = coat.Darker(0.55f);
        var open = 0.14f * motion.Level;
        pen.Path(-0.55f, 0.05f).To(-0.98f, -0.15f).Curve(-0.95f, 0.6f, -0.6f, 0.85f, -0.1f, 0.86f).Curve(0.5f, 0.86f, 0.72f, 0.5f, 0.55f, 0.05f).Curve(0.3f, -0.12f, -0.2f, 0.15f, -0.55f, 0.05f)
            .Fill(Paint.Linear(0, -0.1f, 0, 0.9f, coat.Lighter(0.2f), coat.Darker(0.2f)).Grained(0.15f, 6, 12)).Edge(0.035f, dark);
        pen.Path(0.15f, 0.25f).Curve(0.15f, -0.1f, 0.12f, -0.3f, 0.14f, -0.5f).To(0.58f, -0.45f).Curve(0.62f, -0.2f, 0.7f, 0.1f, 0.5f, 0.35f).Fill(Paint.Linear(0.1f, 0, 0.65f, 0, head, head.Darker(0.2f)));
        pen.Path(0.58f, -0.6f).To(0.98f, -0.55f - open).To(0.95f, -0.45f - open).To(0.58f, -0.45f).Fill(bill).Edge(0.02f, bill.Darker(0.5f));
        pen.Path(0.58f, -0.46f).To(0.92f, -0.42f + open).To(0.58f, -0.36f).Fill(bill.Darker(0.15f)).Edge(0.02f, bill.Darker(0.5f));
        pen.Disc(0.34f, -0.56f, 0.33f).Fill(Paint.Radial(0.25f, -0.65f, 0.5f, head.Lighter(0.25f), head.Darker(0.15f))).Edge(0.03f, dark);
        pen.Disc(0.42f, -0.64f, 0.08f).Fill(Colour.White);
        pen.Disc(0.44f, -0.64f, 0.05f).Fill(Colour.Black);
        using (pen.Turned(-0.2f * Math.Abs(motion.Swing(4)), 0.1f, 0.3f))
            pen.Path(0.25f, 0.2f).Curve(0.2f, 0.65f, -0.3f, 0.7f, -0.65f, 0.4f).Curve(-0.3f, 0.15f, 0, 0.1f, 0.25f, 0.2f).Fill(Paint.Solid(coat.Darker(0.2f)).Grained(0.3f, 4, 12)).Edge(0.025f, dark);
        for (var leg = 0; leg < 2; leg++) pen.Path(-0.15f + (0.3f * leg), 0.84f).To(-0.15f + (0.3f * leg), 0.94f).To(0.02f + (0.3f * leg), 0.95f).Line(0.06f, bill);
    }

    /// <summary>Nasal shouts in rows, each sinking a little.</summary>
    private sealed class Quack : Voice
    {
        private readonly float _pitch;
        private readonly int _length, _gap;
        private NoiseSource _breath;
        private Filter _nose, _bill;
        private Oscillator _voice;
        private float _level;
        private int _time;

        public Quack(SceneRandom random)
        {
            _pitch = random.Range(150, 240);
            _length = Samples(random.Range(0.13f, 0.2f));
            _gap = Samples(random.Range(0.1f, 0.22f));
            _voice = new Oscillator(WaveTable.Saw(_pitch * 1.4f));
            _breath = new NoiseSource(random.NextBits());
            _nose = Filter.Band(random.Range(1050, 1400), 4);
            _bill = Filter.Band(random.Range(2300, 3000), 4);
        }

        public override void Render(Span<float> output)
        {
            for (var i = 0; i < output.Length; i++)
            {
                if (++_time >= _length + _gap) _time = 0;
                var share = Math.Min(1, _time / (float)_length);
                if ((_time & 15) == 0) _voice.Tune(_pitch * (1.25f - (0.35f * share)));
                _level += ((share < 1 ? 1 - (0.4f * share) : 0) - _level) * 0.005f;
                var cord = _voice.Next() + (_breath.Next() * 0.25f);
                output[i] = _level * ((_nose.Next(cord) * 1.3f) + (_bill.Next(cord) * 0.9f) + (cord * 0.04f)) * 0.75f;
            }
        }
    }
}

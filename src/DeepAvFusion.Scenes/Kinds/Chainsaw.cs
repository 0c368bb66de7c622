using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A chainsaw from the side; it shakes and its chain runs.</summary>
internal sealed class Chainsaw() : SceneKind("chainsaw", Habitat.Ground)
{
    internal override Voice CreateVoice(SceneRandom random) => new Motor(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var shell = look.Tint(0, look.Range(1, 0, 0.12f), 0.85f, 0.9f);
        var dark = Colour.Grey(0.15f);
        using var shake = pen.Turned(0.03f * motion.Swing(13));
        pen.Path(0.05f, 0.02f).To(0.78f, 0.02f).Curve(0.98f, 0.04f, 0.98f, 0.36f, 0.78f, 0.38f).To(0.05f, 0.38f).Fill(Paint.Linear(0, 0, 0, 0.4f, Colour.Grey(0.85f), Colour.Grey(0.5f)).Grained(0.1f, 3, 20)).Edge(0.05f, dark);
        for (var tooth = 0; tooth < 9; tooth++)
        {
            var x = 0.08f + (((tooth * 0.1f) + (motion.Time * (0.2f + motion.Level))) % 0.85f);
            pen.Path(x, 0.02f).To(x + 0.05f, -0.07f).To(x + 0.08f, 0.02f).Fill(dark);
            pen.Path(x, 0.38f).To(x + 0.04f, 0.46f).To(x + 0.08f, 0.38f).Fill(dark);
        }

        pen.Path(-0.9f, 0.1f).Curve(-1, 0.4f, -0.85f, 0.65f, -0.5f, 0.62f).Line(0.12f, dark);
        pen.Path(-0.35f, -0.3f).Curve(-0.35f, -0.75f, 0.25f, -0.75f, 0.2f, -0.2f).Line(0.1f, dark);
        pen.Box(-0.72f, -0.32f, 0.22f, 0.62f, 0.14f).Fill(Paint.Linear(0, -0.3f, 0, 0.65f, shell.Lighter(0.3f), shell.Darker(0.35f))).Edge(0.035f, shell.Darker(0.65f));
        pen.Box(-0.6f, 0.05f, -0.1f, 0.5f, 0.06f).Fill(Paint.Solid(Colour.Grey(0.3f)).Grained(0.4f, 1, 22)).Edge(0.025f, Colour.Black);
        pen.Disc(0.06f, 0.2f, 0.12f).Fill(Colour.Grey(0.7f)).Edge(0.025f, Colour.Black);
        pen.Disc(-0.48f, -0.16f, 0.08f).Fill(Colour.White).Edge(0.02f, Colour.Black);
    }

    /// <summary>A two-stroke motor: a harsh buzz that rises under load and falls back.</summary>
    private sealed class Motor : Voice
    {
        private readonly float _pitch;
        private NoiseSource _air;
        private Filter _muffler, _chain;
        private Oscillator _buzz;
        private Oscillator _load = new(WaveTable.Sine);
        private float _level;
        private int _time;

        public Motor(SceneRandom random)
        {
            _pitch = random.Range(95, 150);
            _buzz = new Oscillator(WaveTable.Saw(_pitch * 1.5f));
            _load.Tune(random.Range(0.4f, 0.9f));
            _air = new NoiseSource(random.NextBits());
            _muffler = Filter.Band(random.Range(1500, 2100), 1.1f);
            _chain = Filter.Band(random.Range(3600, 4800), 1.5f);
        }

        public override void Render(Span<float> output)
        {
            for (var i = 0; i < output.Length; i++)
            {
                var load = _load.Next();
                var noise = _air.Next();
                if ((_time++ & 15) == 0) _buzz.Tune(_pitch * (1 + (0.22f * load)));
                _level += (1 - _level) * 0.002f;
                var buzz = _buzz.Next();
                output[i] = _level * ((_muffler.Next(buzz) * 0.4f) + (buzz * 0.07f) + (_chain.Next(noise) * Math.Abs(buzz) * 0.42f));
            }
        }
    }
}

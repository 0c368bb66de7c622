using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A kettle on the boil: it whistles and lets off steam.</summary>
internal sealed class Kettle() : SceneKind("kettle", Habitat.Ground)
{
    internal override Voice CreateVoice(SceneRandom random) => new Whistle(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var shell = look.Tint(0, look.Range(1, 0, 1), 0.6f, 0.75f);
        var dark = shell.Darker(0.6f);
        pen.Path(-0.6f, -0.3f).Curve(-0.6f, -1.05f, 0.5f, -1.05f, 0.5f, -0.3f).Line(0.09f, Colour.Black);
        pen.Path(0.45f, 0.1f).To(0.8f, -0.3f).To(0.95f, -0.22f).To(0.62f, 0.45f).Fill(Paint.Linear(0.4f, 0, 1, 0, shell, dark)).Edge(0.03f, dark);
        for (var puff = 0; puff < 3; puff++)
            pen.Disc(0.86f - (0.05f * puff), -0.42f - (0.18f * puff), 0.06f + (0.05f * puff * motion.Level) + 0.02f).Fill(Paint.Solid(Colour.Grey(0.9f)).Clear(0.3f + (0.5f * motion.Level)));
        pen.Path(-0.55f, -0.25f).Curve(-1.05f, 0.1f, -0.95f, 0.85f, -0.7f, 0.9f).To(0.6f, 0.9f).Curve(0.85f, 0.85f, 0.95f, 0.1f, 0.45f, -0.25f)
            .Fill(Paint.Radial(-0.35f, 0.1f, 1.2f, shell.Lighter(0.55f), shell.Darker(0.45f)).Grained(0.08f, 12, 12)).Edge(0.035f, dark);
        pen.Ellipse(-0.05f, -0.26f, 0.5f, 0.1f).Fill(shell.Lighter(0.15f)).Edge(0.03f, dark);
        pen.Disc(-0.05f, -0.4f - (0.04f * Math.Abs(motion.Swing(11))), 0.1f).Fill(Colour.Black);
        pen.Box(-0.78f, 0.78f, 0.7f, 0.92f, 0.05f).Fill(dark).Edge(0.02f, Colour.Black);
    }

    /// <summary>A shrill tone that trembles, over hissing steam.</summary>
    private sealed class Whistle : Voice
    {
        private readonly float _pitch, _tremble;
        private NoiseSource _steam;
        private Filter _hiss;
        private Oscillator _tone = new(WaveTable.Of(1, 0.3f));
        private Oscillator _wave = new(WaveTable.Sine);
        private float _level;
        private int _time;

        public Whistle(SceneRandom random)
        {
            (_pitch, _tremble) = (random.Range(2100, 3000), random.Range(0.01f, 0.025f));
            _steam = new NoiseSource(random.NextBits());
            _hiss = Filter.High(random.Range(3200, 4200));
            _wave.Tune(random.Range(5, 8));
        }

        public override void Render(Span<float> output)
        {
            for (var i = 0; i < output.Length; i++)
            {
                var wave = _wave.Next();
                if ((_time++ & 15) == 0) _tone.Tune(_pitch * (1 + (_tremble * wave)));
                _level += (1 - _level) * 0.0015f;
                output[i] = _level * ((_tone.Next() * (0.15f + (0.03f * wave))) + (_hiss.Next(_steam.Next()) * 0.06f));
            }
        }
    }
}

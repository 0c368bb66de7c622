using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A typewriter with a sheet of paper; the carriage moves while it types.</summary>
internal sealed class Typewriter() : SceneKind("typewriter", Habitat.Ground)
{
    internal override Voice CreateVoice(SceneRandom random) => new Keys(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var shell = look.Tint(0, look.Range(1, 0.3f, 0.7f), 0.35f, 0.45f);
        var dark = shell.Darker(0.65f);
        using (pen.Within(System.Numerics.Matrix3x2.CreateTranslation(0.12f * motion.Swing(1.1f), 0)))
        {
            pen.Box(-0.5f, -0.98f, 0.5f, -0.25f, 0.02f).Fill(Paint.Linear(0, -1, 0, -0.2f, Colour.White, Colour.Grey(0.8f))).Edge(0.02f, Colour.Grey(0.5f));
            for (var line = 0; line < 5; line++) pen.Line(0.03f, Colour.Grey(0.35f), -0.38f, -0.86f + (0.11f * line), 0.2f + (0.16f * (line % 2)), -0.86f + (0.11f * line));
            pen.Box(-0.82f, -0.34f, 0.82f, -0.16f, 0.08f).Fill(Paint.Linear(0, -0.34f, 0, -0.16f, Colour.Grey(0.4f), Colour.Grey(0.1f))).Edge(0.025f, Colour.Black);
        }

        pen.Path(-0.72f, -0.18f).To(0.72f, -0.18f).To(0.95f, 0.88f).To(-0.95f, 0.88f).Fill(Paint.Linear(0, -0.2f, 0, 0.9f, shell.Lighter(0.25f), shell.Darker(0.3f)).Grained(0.1f, 14, 14)).Edge(0.035f, dark);
        pen.Box(-0.98f, 0.84f, 0.98f, 0.97f, 0.04f).Fill(dark);
        for (var row = 0; row < 4; row++)
            for (var key = 0; key < 8; key++)
            {
                var pressed = (key + (row * 3) + (int)(motion.Time * 9)) % 7 == 0 ? 0.04f * motion.Level : 0;
                pen.Disc(-0.62f + (0.17f * key) + (0.03f * row) - 0.04f, 0.12f + (0.19f * row) + pressed, 0.066f).Fill(Colour.White).Edge(0.02f, Colour.Black);
            }
    }

    /// <summary>Hard clicks in an uneven row, and now and then a bright bell at the end of a line.</summary>
    private sealed class Keys : Voice
    {
        private readonly int _pace, _line;
        private SceneRandom _random;
        private NoiseSource _noise;
        private Filter _click;
        private PartialBank _bell, _body;
        private float _force;
        private int _left, _count;

        public Keys(SceneRandom random)
        {
            _random = random;
            _pace = Samples(_random.Range(0.085f, 0.13f));
            _line = 9 + _random.Below(8);
            _left = 1 + _random.Below(_pace);
            _noise = new NoiseSource(_random.NextBits());
            _click = Filter.Band(_random.Range(2600, 3800), 0.9f);
            var size = _random.Range(0.85f, 1.2f);
            _body = new PartialBank([410 * size, 905 * size, 1730 * size], [0.05f, 0.035f, 0.025f]);
            _bell = new PartialBank([3350 * size, 5200 * size], [0.7f, 0.4f]);
        }

        public override void Render(Span<float> output)
        {
            Span<float> strike = stackalloc float[3];
            Span<float> ring = stackalloc float[2];
            for (var i = 0; i < output.Length; i++)
            {
                if (--_left <= 0)
                {
                    _force = _random.Range(0.75f, 1);
                    (strike[0], strike[1], strike[2]) = (0.2f * _force, 0.2f * _force, 0.14f * _force);
                    _body.Strike(strike);
                    _left = (int)(_pace * _random.Range(0.6f, 1.6f));
                    if (++_count % _line == 0)
                    {
                        (ring[0], ring[1]) = (0.1f, 0.05f);
                        _bell.Strike(ring);
                        _left += 2 * _pace;
                    }
                }

                _force *= 0.9955f;
                output[i] = (_click.Next(_noise.Next()) * _force * 1.05f) + _body.Next() + _bell.Next();
            }
        }
    }
}

using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A digital alarm clock; its figures glow while it beeps.</summary>
internal sealed class Alarm() : SceneKind("alarm", Habitat.Anywhere)
{
    private static readonly byte[] Segments = [0x77, 0x24, 0x5D, 0x6D, 0x2E, 0x6B, 0x7B, 0x25, 0x7F, 0x6F];

    internal override Voice CreateVoice(SceneRandom random) => new Beep(random);

    internal override void Draw(Pen pen, ThingLook look, Motion motion)
    {
        var shell = Colour.Grey(look.Range(0, 0.15f, 0.35f)).Mix(look.Tint(1, look.Range(2, 0, 1), 0.6f, 0.5f), 0.4f);
        var glow = look.Pick(3, 2) == 0 ? new Colour(1, 0.15f, 0.1f) : new Colour(0.2f, 1, 0.4f);
        var lit = glow.Mix(Colour.White, 0.5f * motion.Level);
        pen.Path(-0.85f, -0.5f).To(0.85f, -0.5f).To(0.96f, 0.62f).To(-0.96f, 0.62f).Fill(Paint.Linear(0, -0.5f, 0, 0.65f, shell.Lighter(0.3f), shell.Darker(0.4f)).Grained(0.08f, 16, 16)).Edge(0.04f, Colour.Black);
        pen.Box(-0.76f, -0.34f, 0.76f, 0.34f, 0.06f).Fill(Paint.Linear(-0.7f, -0.3f, 0.7f, 0.3f, Colour.Grey(0.02f + (0.1f * motion.Level)), Colour.Grey(0.1f))).Edge(0.03f, Colour.Grey(0.4f));
        for (var place = 0; place < 4; place++) Figure(pen, -0.66f + (0.31f * place) + (place > 1 ? 0.12f : 0), Segments[look.Pick(4 + place, 10)], lit);
        pen.Disc(-0.02f, -0.1f, 0.035f).Fill(lit);
        pen.Disc(-0.02f, 0.1f, 0.035f).Fill(lit);
        for (var button = 0; button < 3; button++) pen.Box(-0.55f + (0.4f * button), -0.6f, -0.3f + (0.4f * button), -0.48f, 0.04f).Fill(Colour.Grey(0.7f)).Edge(0.02f, Colour.Black);
        for (var slot = 0; slot < 9; slot++) pen.Line(0.03f, Colour.Black, -0.5f + (0.12f * slot), 0.43f, -0.5f + (0.12f * slot), 0.54f);
        pen.Box(-0.98f, 0.58f, 0.98f, 0.7f, 0.05f).Fill(Colour.Grey(0.12f));
    }

    private static void Figure(Pen pen, float x, byte segments, Colour colour)
    {
        const float width = 0.2f;
        ReadOnlySpan<(float X0, float Y0, float X1, float Y1)> lines = [(0, -0.2f, width, -0.2f), (0, -0.2f, 0, 0), (width, -0.2f, width, 0), (0, 0, width, 0), (0, 0, 0, 0.2f), (width, 0, width, 0.2f), (0, 0.2f, width, 0.2f)];
        for (var i = 0; i < lines.Length; i++)
            if ((segments >> i & 1) != 0) pen.Line(0.055f, colour, x + lines[i].X0, lines[i].Y0, x + lines[i].X1, lines[i].Y1);
    }

    /// <summary>Groups of short hollow beeps, all of one pitch.</summary>
    private sealed class Beep : Voice
    {
        private static readonly float[] Hollow = WaveTable.Of(1, 0, 0.33f, 0, 0.2f);
        private readonly int _length, _group;
        private Oscillator _tone = new(Hollow);
        private float _level;
        private int _time;

        public Beep(SceneRandom random)
        {
            _tone.Tune(random.Range(1750, 2450));
            _length = Samples(random.Range(0.055f, 0.085f));
            _group = 3 + random.Below(2);
        }

        public override void Render(Span<float> output)
        {
            for (var i = 0; i < output.Length; i++)
            {
                if (++_time >= _length * ((2 * _group) + 4)) _time = 0;
                var place = _time / _length;
                _level += ((place < 2 * _group && place % 2 == 0 ? 1 : 0) - _level) * 0.012f;
                output[i] = _tone.Next() * _level * 0.26f;
            }
        }
    }
}

namespace DeepAvFusion.Scenes.Voices;

/// <summary>A tap: a bright steady hiss and many small bubbles, each a short tone that rises.</summary>
internal sealed class RunningWater : Voice
{
    private const int Bubbles = 5;
    private readonly Oscillator[] _tones = new Oscillator[Bubbles];
    private readonly float[] _levels = new float[Bubbles];
    private readonly float[] _pitches = new float[Bubbles];
    private readonly float _hissGain;
    private readonly int _spacing;
    private SceneRandom _random;
    private NoiseSource _noise;
    private Filter _hiss, _splash;
    private int _left, _next, _time;

    public RunningWater(SceneRandom random)
    {
        _random = random;
        _hissGain = _random.Range(0.09f, 0.17f);
        _spacing = Samples(_random.Range(0.018f, 0.04f));
        _noise = new NoiseSource(_random.NextBits());
        _hiss = Filter.High(_random.Range(2400, 3800));
        _splash = Filter.Band(_random.Range(900, 1500), 0.7f);
        for (var b = 0; b < Bubbles; b++) _tones[b] = new Oscillator(WaveTable.Sine, (uint)_random.NextBits());
    }

    public override void Render(Span<float> output)
    {
        while (output.Length > 0)
        {
            if (_left == 0) Burst();
            var count = Math.Min(_left, output.Length);
            var part = output[..count];
            for (var i = 0; i < count; i++)
            {
                var noise = _noise.Next();
                part[i] = ((_hiss.Next(noise) * 1.3f) + (_splash.Next(noise) * 0.5f)) * _hissGain;
            }

            for (var b = 0; b < Bubbles; b++) Rise(ref _tones[b], ref _levels[b], ref _pitches[b], part, _time);
            _time += count;
            _left -= count;
            output = output[count..];
        }
    }

    private void Burst()
    {
        _left = 1 + _random.Below(2 * _spacing);
        _next = (_next + 1) % Bubbles;
        _levels[_next] = _random.Range(0.05f, 0.17f);
        _pitches[_next] = _random.Range(450, 1700);
    }

    private static void Rise(ref Oscillator tone, ref float level, ref float pitch, Span<float> output, int time)
    {
        if (level == 0) return;
        for (var i = 0; i < output.Length; i++)
        {
            if (((time + i) & 15) == 0)
            {
                tone.Tune(pitch *= 1.004f);
                if (level < 1e-4f)
                {
                    level = 0;
                    return;
                }
            }

            level *= 0.9965f;
            output[i] += tone.Next() * level;
        }
    }
}

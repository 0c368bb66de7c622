namespace DeepAvFusion.Scenes.Voices;

/// <summary>A violin: a saw with vibrato that glides from note to note, through the resonances of a wooden box, with some rosin noise.</summary>
internal sealed class BowedString : Voice
{
    private const int ControlStep = 32;
    private readonly float _root, _vibrato;
    private SceneRandom _random;
    private Oscillator _string, _shake = new(WaveTable.Sine);
    private NoiseSource _rosin;
    private Filter _box, _bridge;
    private float _pitch, _target, _bow, _pressure, _hiss;
    private int _left, _control, _step;

    public BowedString(SceneRandom random)
    {
        _random = random;
        _root = _random.Range(260, 440);
        _pitch = _target = _root;
        _vibrato = _random.Range(0.006f, 0.013f);
        _string = new Oscillator(WaveTable.Saw(_root * 2.6f));
        _shake.Tune(_random.Range(4.8f, 6.4f) * ControlStep);
        _rosin = new NoiseSource(_random.NextBits());
        _box = Filter.Band(_random.Range(420, 560), 1.6f);
        _bridge = Filter.Band(_random.Range(2200, 2900), 1.2f);
    }

    public override void Render(Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            if (_left-- == 0) NextNote();
            if (_control-- == 0)
            {
                _control = ControlStep - 1;
                _pitch += (_target - _pitch) * 0.12f;
                _string.Tune(_pitch * (1 + (_vibrato * _shake.Next())));
            }

            _bow += (_pressure - _bow) * 0.0012f;
            var saw = _string.Next() * _bow;
            _hiss += (_rosin.Next() - _hiss) * 0.5f;
            var dry = saw + (_hiss * _bow * 0.06f);
            output[i] = ((dry * 0.45f) + (_box.Next(dry) * 0.9f) + (_bridge.Next(dry) * 0.8f)) * 0.2f;
        }
    }

    private void NextNote()
    {
        _left = Samples(_random.Range(0.3f, 1.1f));
        _step = Math.Clamp(_step + _random.Below(5) - 2, -1, 7);
        _target = _root * Scale.MajorStep(_step);
        _pressure = _random.Range(0.65f, 1f);
        if (_random.Chance(0.35f)) _bow *= 0.25f;                           // a change of bow
    }
}

namespace DeepAvFusion.Scenes.Voices;

/// <summary>A flute: an almost pure tone that breathes, with the hiss of the air around it.</summary>
internal sealed class FlutePipe : Voice
{
    private static readonly float[] Tone = WaveTable.Of(1, 0.22f, 0.09f, 0.02f);
    private const int ControlStep = 32;
    private readonly float _root, _depth;
    private SceneRandom _random;
    private Oscillator _pipe = new(Tone), _shake = new(WaveTable.Sine);
    private NoiseSource _air;
    private Filter _lips;
    private float _pitch, _breath, _blow, _tremble;
    private int _left, _rest, _control, _step;

    public FlutePipe(SceneRandom random)
    {
        _random = random;
        _root = _random.Range(560, 940);
        _depth = _random.Range(0.1f, 0.28f);
        _shake.Tune(_random.Range(4.2f, 6f) * ControlStep);
        _air = new NoiseSource(_random.NextBits());
        _lips = Filter.Band(_root * 2, 0.9f);
    }

    public override void Render(Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            if (_left-- == 0) NextNote();
            if (_left < _rest) _blow = 0;
            if (_control-- == 0)
            {
                _control = ControlStep - 1;
                var shake = _shake.Next();
                _tremble = 1 + (_depth * shake);
                _pipe.Tune(_pitch * (1 + (0.003f * shake)));
            }

            _breath += ((_blow * _tremble) - _breath) * 0.003f;
            output[i] = _breath * ((_pipe.Next() * 0.19f) + (_lips.Next(_air.Next()) * 0.16f));
        }
    }

    private void NextNote()
    {
        _left = Samples(_random.Range(0.18f, 0.75f));
        _rest = _random.Chance(0.3f) ? Samples(0.06f) : 0;
        _step = Math.Clamp(_step + _random.Below(7) - 3, -3, 9);
        _pitch = _root * Scale.MajorStep(_step);
        _blow = _random.Range(0.75f, 1f);
        _breath *= 0.3f;                                                    // the tongue
    }
}

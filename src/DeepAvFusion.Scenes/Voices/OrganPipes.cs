namespace DeepAvFusion.Scenes.Voices;

/// <summary>An organ: chords of three steady tones with the harmonics of drawn stops, trembling slowly.</summary>
internal sealed class OrganPipes : Voice
{
    private static readonly float[][] Stops =
    [
        WaveTable.Of(1, 0.8f, 0.5f, 0.6f, 0, 0.3f, 0, 0.4f),
        WaveTable.Of(1, 0.2f, 0.9f, 0.1f, 0.4f, 0, 0.3f, 0.1f, 0.2f),
        WaveTable.Of(1, 0.9f, 0.2f, 0.8f, 0.1f, 0.1f, 0, 0.7f),
    ];

    private static readonly int[][] Chords = [[0, 2, 4], [0, 3, 5], [-1, 1, 4], [0, 2, 5], [1, 3, 5]];
    private const int ControlStep = 64;
    private readonly float _root, _depth;
    private readonly int _bar;
    private SceneRandom _random;
    private Oscillator _low, _middle, _high, _wind = new(WaveTable.Sine);
    private float _gain, _tremble = 1;
    private int _left, _control;

    public OrganPipes(SceneRandom random)
    {
        _random = random;
        _root = _random.Range(125, 250);
        _depth = _random.Range(0.03f, 0.2f);
        _bar = Samples(_random.Range(0.6f, 1.5f));
        var stop = Stops[_random.Below(Stops.Length)];
        _low = new Oscillator(stop, (uint)_random.NextBits());
        _middle = new Oscillator(stop, (uint)_random.NextBits());
        _high = new Oscillator(stop, (uint)_random.NextBits());
        _wind.Tune(_random.Range(3f, 6f) * ControlStep);
    }

    public override void Render(Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            if (_left-- == 0) NextChord();
            if (_control-- == 0)
            {
                _control = ControlStep - 1;
                _tremble = 1 + (_depth * _wind.Next());
            }

            _gain += (_tremble - _gain) * 0.002f;
            output[i] = (_low.Next() + _middle.Next() + _high.Next()) * 0.13f * _gain;
        }
    }

    private void NextChord()
    {
        _left = _bar * (1 + _random.Below(2));
        var chord = Chords[_random.Below(Chords.Length)];
        _low.Tune(_root * Scale.MajorStep(chord[0]));
        _middle.Tune(_root * Scale.MajorStep(chord[1]));
        _high.Tune(_root * Scale.MajorStep(chord[2]));
        _gain *= 0.2f;
    }
}

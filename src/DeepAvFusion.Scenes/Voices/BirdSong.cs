namespace DeepAvFusion.Scenes.Voices;

/// <summary>A bird: phrases of short whistles that sweep between 2 and 6 kHz.</summary>
internal sealed class BirdSong : Voice
{
    private readonly float _centre, _width;
    private readonly int _noteLength, _gap, _rest;
    private readonly int _phrase;
    private SceneRandom _random;
    private Oscillator _whistle = new(WaveTable.Sine);
    private float _pitch, _slope, _curve, _level, _target;
    private int _left, _sounding, _notes;

    public BirdSong(SceneRandom random)
    {
        _random = random;
        _centre = _random.Range(2900, 4500);
        _width = _random.Range(500, 1500);
        _noteLength = Samples(_random.Range(0.05f, 0.13f));
        _gap = Samples(_random.Range(0.02f, 0.07f));
        _rest = Samples(_random.Range(0.15f, 0.4f));
        _phrase = 3 + _random.Below(6);
    }

    public override void Render(Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            if (_left-- == 0) NextNote();
            _target = _sounding-- > 0 ? 1 : 0;
            _level += (_target - _level) * 0.008f;
            _slope += _curve;
            _pitch += _slope;
            _whistle.Tune(_pitch);
            output[i] = _whistle.Next() * _level * 0.2f;
        }
    }

    private void NextNote()
    {
        _sounding = (int)(_noteLength * _random.Range(0.7f, 1.4f));
        _left = _sounding + _gap;
        if (++_notes % _phrase == 0) _left += _rest;
        var from = _centre + (_random.Range(-1, 1) * _width);
        var to = _centre + (_random.Range(-1, 1) * _width);
        _pitch = from;
        _slope = (to - from) / _sounding;
        _curve = _random.Range(-1, 1) * 2.5f * _width / ((float)_sounding * _sounding);
        _slope -= _curve * _sounding * 0.5f;
    }
}

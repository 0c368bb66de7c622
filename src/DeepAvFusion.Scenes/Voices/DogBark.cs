namespace DeepAvFusion.Scenes.Voices;

/// <summary>A dog: short rough shouts whose pitch rises and falls, through the two resonances of a throat.</summary>
internal sealed class DogBark : Voice
{
    private readonly float _pitch, _roughness;
    private readonly int _length, _gap;
    private SceneRandom _random;
    private Oscillator _voice;
    private NoiseSource _breath;
    private Filter _throat, _mouth;
    private float _level, _force, _now;
    private int _left, _time, _count;

    public DogBark(SceneRandom random)
    {
        _random = random;
        _pitch = _random.Range(230, 520);
        _roughness = _random.Range(0.3f, 0.6f);
        _length = Samples(_random.Range(0.13f, 0.24f));
        _gap = Samples(_random.Range(0.14f, 0.3f));
        _voice = new Oscillator(WaveTable.Saw(_pitch * 1.7f));
        _breath = new NoiseSource(_random.NextBits());
        var size = _pitch / 370;
        _throat = Filter.Band(720 * MathF.Sqrt(size), 2.2f);
        _mouth = Filter.Band(1500 * MathF.Sqrt(size), 2.6f);
    }

    public override void Render(Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            if (_left-- == 0) Bark();
            _time++;
            var share = _time / (float)_length;
            if ((_time & 15) == 0) _voice.Tune(_now * (0.75f + (2.2f * share * Math.Max(0, 1 - share))));
            var target = share < 0.55f ? _force : 0;
            _level += (target - _level) * (share < 0.55f ? 0.006f : 0.0025f);
            var cord = _voice.Next() + (_breath.Next() * _roughness);
            output[i] = _level * ((_throat.Next(cord) * 1.1f) + (_mouth.Next(cord) * 0.9f) + (cord * 0.15f)) * 0.5f;
        }
    }

    private void Bark()
    {
        _time = 0;
        _left = _length + _gap + (++_count % 3 == 0 ? _gap : 0);
        _force = _random.Range(0.75f, 1f);
        _now = _pitch * _random.Range(0.9f, 1.1f);
    }
}

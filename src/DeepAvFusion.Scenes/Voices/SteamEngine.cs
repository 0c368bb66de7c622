namespace DeepAvFusion.Scenes.Voices;

/// <summary>A steam train: puffs of hiss in fours with the first one stressed, and now and then a whistle of three tones.</summary>
internal sealed class SteamEngine : Voice
{
    private static readonly float[] Tone = WaveTable.Of(1, 0.5f, 0.3f, 0.12f);
    private readonly int _puff, _blowEvery, _blowLength;
    private SceneRandom _random;
    private NoiseSource _steam;
    private Filter _stack, _valve = Filter.High(3000);
    private Oscillator _low = new(Tone), _middle = new(Tone), _high = new(Tone);
    private float _level, _attack, _force, _whistle;
    private int _left, _count, _time;

    public SteamEngine(SceneRandom random)
    {
        _random = random;
        _puff = Samples(_random.Range(0.15f, 0.3f));
        _blowEvery = Samples(_random.Range(1.7f, 2.8f));
        _blowLength = Samples(_random.Range(0.5f, 1f));
        _time = _random.Below(_blowEvery);
        _steam = new NoiseSource(_random.NextBits());
        _stack = Filter.Band(_random.Range(480, 850), 0.8f);
        var pitch = _random.Range(330, 470);
        _low.Tune(pitch);
        _middle.Tune(pitch * 1.26f);
        _high.Tune(pitch * 1.51f);
    }

    public override void Render(Span<float> output)
    {
        var fall = 1 - (6f / _puff);
        for (var i = 0; i < output.Length; i++)
        {
            if (_left-- == 0)
            {
                _left = _puff;
                _force = (_count++ & 3) == 0 ? 1 : _random.Range(0.55f, 0.75f);
                _attack = 1;
            }

            _attack *= fall;
            _level += (_attack - _level) * 0.01f;
            if (++_time >= _blowEvery) _time = 0;
            _whistle += ((_time < _blowLength ? 1 : 0) - _whistle) * 0.0015f;
            var steam = _steam.Next();
            output[i] = (_level * _force * ((_stack.Next(steam) * 1.6f) + (_valve.Next(steam) * 0.3f)))
                + (_whistle * ((_low.Next() + _middle.Next() + _high.Next() + (steam * 0.25f)) * 0.085f));
        }
    }
}

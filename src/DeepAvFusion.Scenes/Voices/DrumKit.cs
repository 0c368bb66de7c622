namespace DeepAvFusion.Scenes.Voices;

/// <summary>A drum kit: a falling low tone, a rattle and a hiss in a repeating pattern of sixteenths.</summary>
internal sealed class DrumKit : Voice
{
    private readonly byte[] _pattern = new byte[16];
    private readonly int _sixteenth;
    private readonly float _kickTop, _kickFall, _snareFall, _hatFall, _tomPitch;
    private SceneRandom _random;
    private NoiseSource _noise;
    private Oscillator _kick = new(WaveTable.Sine), _tom = new(WaveTable.Sine);
    private Filter _rattle, _hiss;
    private float _kickLevel, _kickPitch, _snareLevel, _hatLevel;
    private int _left, _step;

    public DrumKit(SceneRandom random)
    {
        _random = random;
        _sixteenth = Samples(_random.Range(0.095f, 0.16f));
        _kickTop = _random.Range(130, 190);
        _kickFall = Decay(_random.Range(0.25f, 0.4f));
        _snareFall = Decay(_random.Range(0.16f, 0.28f));
        _hatFall = Decay(_random.Range(0.05f, 0.11f));
        _tomPitch = _random.Range(165, 230);
        _tom.Tune(_tomPitch);
        _noise = new NoiseSource(_random.NextBits());
        _rattle = Filter.Band(_random.Range(1300, 2300), 0.6f);
        _hiss = Filter.High(_random.Range(5200, 6400));
        for (var i = 0; i < 16; i++)
        {
            var kick = i is 0 or 8 || (i % 2 == 0 && _random.Chance(0.2f));
            var snare = i is 4 or 12 || _random.Chance(0.07f);
            var hat = i % 2 == 0 || _random.Chance(0.25f);
            _pattern[i] = (byte)((kick ? 1 : 0) | (snare ? 2 : 0) | (hat ? 4 : 0));
        }
    }

    public override void Render(Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            if (_left-- == 0) Beat();
            _kickPitch = 48 + ((_kickPitch - 48) * 0.9985f);
            _kick.Tune(_kickPitch);
            _kickLevel *= _kickFall;
            _snareLevel *= _snareFall;
            _hatLevel *= _hatFall;
            var noise = _noise.Next();
            output[i] = (_kick.Next() * _kickLevel * 0.55f)
                + (((_rattle.Next(noise) * 0.75f) + (_tom.Next() * 0.3f)) * _snareLevel)
                + (_hiss.Next(noise) * _hatLevel * 0.4f);
        }
    }

    private void Beat()
    {
        _left = _sixteenth;
        var hits = _pattern[_step++ & 15];
        if ((hits & 1) != 0) (_kickLevel, _kickPitch) = (1, _kickTop);
        if ((hits & 2) != 0) _snareLevel = _random.Range(0.75f, 1f);
        if ((hits & 4) != 0) _hatLevel = _random.Range(0.5f, 1f);
    }
}

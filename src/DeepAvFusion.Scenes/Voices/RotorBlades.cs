namespace DeepAvFusion.Scenes.Voices;

/// <summary>A helicopter: bursts of low noise at the rate of the passing blades, and a thin whine of the turbine above.</summary>
internal sealed class RotorBlades : Voice
{
    private readonly float _rate;
    private SceneRandom _random;
    private NoiseSource _air;
    private Filter _chop, _slap;
    private Oscillator _turbine = new(WaveTable.Of(1, 0.4f, 0.2f));
    private float _phase, _strength, _wander;

    public RotorBlades(SceneRandom random)
    {
        _random = random;
        _rate = _random.Range(9.5f, 16f);
        _air = new NoiseSource(_random.NextBits());
        _chop = Filter.Low(_random.Range(260, 420), 0.9f);
        _slap = Filter.Band(_random.Range(750, 1150), 0.9f);
        _turbine.Tune(_random.Range(1700, 2600));
        _strength = 1;
    }

    public override void Render(Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            _phase += _rate / Rate;
            if (_phase >= 1)
            {
                _phase -= 1;
                _strength = _random.Range(0.85f, 1.1f);
            }

            var edge = 1 - _phase;
            var burst = edge * edge * edge * _strength * Math.Min(_phase * 25, 1);
            var noise = _air.Next();
            _wander += (noise - _wander) * 0.0004f;
            output[i] = (_chop.Next(noise) * (0.12f + (1.7f * burst)) * 0.8f)
                + (_slap.Next(noise) * burst * 0.95f)
                + (_turbine.Next() * (0.012f + (0.1f * _wander * _wander)));
        }
    }
}

namespace DeepAvFusion.Scenes.Voices;

/// <summary>A motor: uneven firing pulses through an exhaust pipe, its speed rising and falling as somebody plays with the pedal.</summary>
internal sealed class EngineBlock : Voice
{
    private readonly float _idle;
    private readonly float[] _cylinders = new float[4];
    private SceneRandom _random;
    private NoiseSource _noise;
    private Filter _pipe, _body, _tailpipe = Filter.Low(2400);
    private float _speed, _target, _phase, _pulse, _force;
    private int _left, _cylinder;

    public EngineBlock(SceneRandom random)
    {
        _random = random;
        _idle = _random.Range(24, 40);
        _speed = _target = _idle * _random.Range(1, 1.6f);
        for (var i = 0; i < 4; i++) _cylinders[i] = _random.Range(0.6f, 1f);
        _noise = new NoiseSource(_random.NextBits());
        _pipe = Filter.Band(_random.Range(95, 150), 1.1f);
        _body = Filter.Band(_random.Range(290, 480), 1.3f);
    }

    public override void Render(Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            if (_left-- == 0)
            {
                _left = Samples(_random.Range(0.4f, 1.2f));
                _target = _idle * _random.Range(1, 2.3f);
            }

            _speed += (_target - _speed) * 0.0002f;
            _phase += _speed / Rate;
            if (_phase >= 1)
            {
                _phase -= 1;
                _cylinder = (_cylinder + 1) & 3;
                _force = _cylinders[_cylinder] * _random.Range(0.85f, 1.1f);
                _pulse = 1;
            }

            _pulse *= 0.982f;
            var fire = _pulse * _force;
            var blast = fire + (_noise.Next() * ((fire * 0.55f) + 0.03f));
            output[i] = ((_pipe.Next(blast) * 1.1f) + (_body.Next(blast) * 0.8f) + (_tailpipe.Next(blast - (fire * 0.8f)) * 0.4f)) * 0.55f;
        }
    }
}

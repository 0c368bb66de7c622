namespace DeepAvFusion.Scenes.Voices;

/// <summary>A siren: a hollow tone that wails slowly, yelps quickly or steps between two pitches.</summary>
internal sealed class SirenHorn : Voice
{
    private static readonly float[] Tone = WaveTable.Of(1, 0.15f, 0.5f, 0.1f, 0.28f, 0.05f, 0.15f);
    private const int ControlStep = 16;
    private readonly bool _steps;
    private readonly float _low, _high, _speed;
    private Oscillator _horn = new(Tone);
    private Filter _mouth = Filter.Band(1100, 0.5f);
    private float _turn, _pitch;
    private int _control;

    public SirenHorn(SceneRandom random)
    {
        var manner = random.Below(3);
        _steps = manner == 2;
        _low = random.Range(480, 680);
        _high = _low * (_steps ? random.Range(1.28f, 1.4f) : random.Range(1.9f, 2.5f));
        _speed = manner switch { 0 => random.Range(0.28f, 0.6f), 1 => random.Range(2.2f, 3.8f), _ => random.Range(0.7f, 1.1f) };
        _turn = random.Unit();
        _pitch = _low;
    }

    public override void Render(Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            if (_control-- == 0)
            {
                _control = ControlStep - 1;
                _turn += _speed * ControlStep / Rate;
                if (_turn >= 1) _turn -= 1;
                var rise = _steps ? (_turn < 0.5f ? 0 : 1) : 1 - MathF.Abs((2 * _turn) - 1);
                _pitch += (_low + ((_high - _low) * rise) - _pitch) * 0.25f;
                _horn.Tune(_pitch);
            }

            var tone = _horn.Next();
            output[i] = (tone * 0.09f) + (_mouth.Next(tone) * 0.12f);
        }
    }
}

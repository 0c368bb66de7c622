namespace DeepAvFusion.Scenes.Voices;

/// <summary>A telephone: two bright tones in quick turn, ringing and pausing.</summary>
internal sealed class PhoneRinger : Voice
{
    private static readonly float[] Tone = WaveTable.Of(1, 0, 0.35f, 0, 0.18f);
    private readonly float _low, _high;
    private readonly int _warble, _ring, _pause;
    private Oscillator _bell = new(Tone);
    private float _level;
    private int _time, _turn;
    private bool _up;

    public PhoneRinger(SceneRandom random)
    {
        _low = random.Range(900, 1300);
        _high = _low * random.Range(1.18f, 1.34f);
        _warble = Samples(1 / random.Range(15f, 26f));
        _ring = Samples(random.Range(0.35f, 0.85f));
        _pause = Samples(random.Range(0.12f, 0.35f));
    }

    public override void Render(Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            if (_turn-- == 0)
            {
                _turn = _warble;
                _up = !_up;
                _bell.Tune(_up ? _high : _low);
            }

            if (++_time >= _ring + _pause) _time = 0;
            _level += ((_time < _ring ? 1 : 0) - _level) * 0.008f;
            output[i] = _bell.Next() * _level * 0.19f;
        }
    }
}

namespace DeepAvFusion.Scenes.Voices;

/// <summary>A frog: a train of pulses, each a damped knock of its throat, in croaks that swell.</summary>
internal sealed class FrogCroak : Voice
{
    private readonly float _rate, _rise;
    private readonly int _length, _gap;
    private SceneRandom _random;
    private PartialBank _throat;
    private float _phase, _level;
    private int _time;

    public FrogCroak(SceneRandom random)
    {
        _random = random;
        _rate = _random.Range(38, 75);
        _rise = _random.Range(0.1f, 0.5f);
        _length = Samples(_random.Range(0.22f, 0.45f));
        _gap = Samples(_random.Range(0.12f, 0.35f));
        var size = _random.Range(0.8f, 1.35f);
        Span<float> frequencies = [620 * size, 980 * size, 1330 * size, 2450 * size];
        Span<float> seconds = [0.045f, 0.035f, 0.03f, 0.02f];
        _throat = new PartialBank(frequencies, seconds);
    }

    public override void Render(Span<float> output)
    {
        Span<float> knock = stackalloc float[4];
        for (var i = 0; i < output.Length; i++)
        {
            if (++_time >= _length + _gap) _time = 0;
            var share = _time / (float)_length;
            _level += ((share < 1 ? 0.4f + (0.6f * share) : 0) - _level) * 0.004f;
            _phase += _rate * (1 + (_rise * Math.Min(share, 1))) / Rate;
            if (_phase >= 1)
            {
                _phase -= 1;
                var force = 0.3f * _level * _random.Range(0.85f, 1.15f);
                (knock[0], knock[1], knock[2], knock[3]) = (force, force * 1.1f, force * 0.8f, force * 0.4f);
                _throat.Strike(knock);
            }

            output[i] = _throat.Next();
        }
    }
}

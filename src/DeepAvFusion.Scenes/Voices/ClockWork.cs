namespace DeepAvFusion.Scenes.Voices;

/// <summary>A clock: tick and tock, two short wooden knocks in strict time.</summary>
internal sealed class ClockWork : Voice
{
    private readonly int _beat;
    private readonly float[] _tick = [1, 0.8f, 0.7f, 0.5f, 0, 0, 0, 0];
    private readonly float[] _tock = [0, 0, 0, 0, 1, 0.8f, 0.7f, 0.5f];
    private PartialBank _bank;
    private int _left;
    private bool _odd;

    public ClockWork(SceneRandom random)
    {
        _beat = Samples(random.Range(0.17f, 0.33f));
        var size = random.Range(0.8f, 1.25f);
        Span<float> frequencies = [1450 * size, 2380 * size, 3320 * size, 4900 * size, 1130 * size, 1890 * size, 2700 * size, 4100 * size];
        Span<float> seconds = [0.15f, 0.1f, 0.08f, 0.05f, 0.2f, 0.13f, 0.1f, 0.07f];
        _bank = new PartialBank(frequencies, seconds);
        for (var i = 0; i < 8; i++) (_tick[i], _tock[i]) = (_tick[i] * 0.42f, _tock[i] * 0.42f);
    }

    public override void Render(Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            if (_left-- == 0)
            {
                _left = _beat;
                _odd = !_odd;
                _bank.Strike(_odd ? _tick : _tock);
            }

            output[i] = _bank.Next();
        }
    }
}

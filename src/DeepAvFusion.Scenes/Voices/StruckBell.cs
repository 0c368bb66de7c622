namespace DeepAvFusion.Scenes.Voices;

/// <summary>A bell: partials that are no harmonics, struck regularly, the high ones dying first.</summary>
internal sealed class StruckBell : Voice
{
    private static readonly float[] Ratios = [0.5f, 1, 1.19f, 1.5f, 2, 2.52f, 3.01f, 4.17f];
    private static readonly float[] Strengths = [0.5f, 0.7f, 0.8f, 0.3f, 1, 0.55f, 0.45f, 0.35f];
    private readonly int _swing;
    private SceneRandom _random;
    private PartialBank _bank;
    private int _left;

    public StruckBell(SceneRandom random)
    {
        _random = random;
        var nominal = _random.Range(330, 820);
        var length = _random.Range(1.6f, 3.4f);
        Span<float> frequencies = stackalloc float[8];
        Span<float> seconds = stackalloc float[8];
        for (var i = 0; i < 8; i++)
        {
            frequencies[i] = nominal * Ratios[i] * (1 + _random.Range(-0.004f, 0.004f));
            seconds[i] = length / (0.6f + (0.4f * Ratios[i]));
        }

        _bank = new PartialBank(frequencies, seconds);
        _swing = Samples(_random.Range(0.55f, 1.25f));
    }

    public override void Render(Span<float> output)
    {
        Span<float> blow = stackalloc float[8];
        for (var i = 0; i < output.Length; i++)
        {
            if (_left-- == 0)
            {
                _left = _swing + _random.Below(_swing / 16);
                var force = _random.Range(0.14f, 0.2f);
                for (var p = 0; p < 8; p++) blow[p] = Strengths[p] * force * _random.Range(0.8f, 1.2f);
                _bank.Strike(blow);
            }

            output[i] = _bank.Next();
        }
    }
}

using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Worlds;

/// <summary>What a microphone hears when nothing sounds: white or pink noise, wind or the hum of the mains.</summary>
internal sealed class NoiseFloor
{
    private readonly float _white, _pink, _wind, _hum;
    private NoiseSource _noise;
    private Oscillator _mains = new(WaveTable.Of(1, 0.6f, 0.3f, 0.25f, 0.1f, 0.15f));
    private float _a, _b, _c, _gust;

    /// <param name="level">RMS, full scale is 1; zero is perfect silence.</param>
    public NoiseFloor(SceneRandom random, float level)
    {
        _noise = new NoiseSource(random.NextBits());
        _mains.Tune(random.Chance(0.5f) ? 50 : 60);
        switch (random.Below(5))
        {
            case 0: _white = level; break;
            case 1: _pink = level; break;
            case 2: _wind = level; break;
            case 3: (_hum, _white) = (level * 0.9f, level * 0.3f); break;
            default: (_pink, _hum) = (level * 0.8f, level * 0.4f); break;
        }
    }

    public void Render(Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            var white = _noise.Next();
            _a = (0.997f * _a) + (white * 0.03f);
            _b = (0.96f * _b) + (white * 0.08f);
            _c = (0.6f * _c) + (white * 0.25f);
            _gust += (white - _gust) * 0.02f;
            output[i] = (white * _white * 1.73f) + ((_a + _b + _c) * _pink * 1.95f) + (_gust * _wind * 17f) + (_mains.Next() * _hum * 2f);
        }
    }
}

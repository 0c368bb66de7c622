namespace DeepAvFusion.Scenes.Voices;

/// <summary>A guitar: noise circling in delay lines that lose their highs on every round (Karplus and Strong), plucked in a broken tune.</summary>
internal sealed class PluckedString : Voice
{
    private const int Strings = 3;
    private readonly float[][] _lines = new float[Strings][];
    private readonly int[] _at = new int[Strings];
    private readonly float[] _last = new float[Strings];
    private readonly float _root, _loss;
    private readonly int _beat;
    private SceneRandom _random;
    private NoiseSource _pick;
    private int _left, _string, _step;

    public PluckedString(SceneRandom random)
    {
        _random = random;
        _root = _random.Range(98, 196);
        _loss = _random.Range(0.494f, 0.498f);
        _beat = Samples(_random.Range(0.16f, 0.34f));
        _pick = new NoiseSource(_random.NextBits());
        for (var s = 0; s < Strings; s++) _lines[s] = new float[2];
    }

    public override void Render(Span<float> output)
    {
        while (output.Length > 0)
        {
            if (_left == 0) Pluck();
            var count = Math.Min(_left, output.Length);
            var part = output[..count];
            part.Clear();
            for (var s = 0; s < Strings; s++) Ring(s, part);
            _left -= count;
            output = output[count..];
        }
    }

    private void Pluck()
    {
        _left = _random.Chance(0.25f) ? _beat * 2 : _beat;
        _string = (_string + 1) % Strings;
        _step = Math.Clamp(_step + _random.Below(5) - 2, 0, 9);
        var line = new float[Math.Max(12, (int)(Rate / (_root * Scale.FiveNote(_step))))];
        var smooth = 0f;
        var strength = _random.Range(0.6f, 1f);
        for (var i = 0; i < line.Length; i++)
        {
            smooth += ((_pick.Next() * strength) - smooth) * 0.6f;          // a finger, not a hammer
            line[i] = smooth;
        }

        (_lines[_string], _at[_string]) = (line, 0);
    }

    private void Ring(int s, Span<float> output)
    {
        var line = _lines[s];
        var at = _at[s];
        var last = _last[s];
        for (var i = 0; i < output.Length; i++)
        {
            var now = line[at];
            line[at] = (now + last) * _loss;
            last = now;
            output[i] += now * 0.55f;
            if (++at == line.Length) at = 0;
        }

        (_at[s], _last[s]) = (at, last);
    }
}

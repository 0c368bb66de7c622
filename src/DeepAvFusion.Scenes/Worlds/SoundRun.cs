using DeepAvFusion.Core;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Worlds;

/// <summary>Plays one <see cref="SceneSound"/> from its start to its end, piece by piece, fading in and out and never above half scale times its gain.</summary>
internal sealed class SoundRun
{
    private const float Ceiling = 0.5f;
    private const int FadeIn = AudioClock.Rate / 100;
    private const int FadeOut = AudioClock.Rate * 6 / 100;
    private readonly Voice _voice;
    private readonly float _gain;
    private readonly long _start, _end;
    private long _at;

    public SoundRun(SceneSound sound)
    {
        _voice = sound.Kind.CreateVoice(new SceneRandom(sound.VoiceKey));
        _gain = sound.Gain;
        _start = _at = (long)(sound.Start * AudioClock.Rate);
        _end = (long)(sound.End * AudioClock.Rate);
    }

    /// <summary>Writes the samples of a window; what lies between two windows is played unheard.</summary>
    /// <param name="first">The window's first sample on the scene's clock, not before the end of the last one.</param>
    public void Render(long first, Span<float> output)
    {
        output.Clear();
        var until = Math.Min(_end, first + output.Length);
        while (_at < Math.Min(first, until)) Skip((int)Math.Min(Math.Min(first, until) - _at, output.Length), output);
        if (_at < first || _at >= until) return;
        var part = output.Slice((int)(_at - first), (int)(until - _at));
        _voice.Render(part);
        for (var i = 0; i < part.Length; i++) part[i] *= _gain / MathF.Sqrt(1 + (part[i] * part[i] * (1 / (Ceiling * Ceiling))));
        Fade(part);
        _at = until;
    }

    private void Skip(int count, Span<float> scratch)
    {
        _voice.Render(scratch[..count]);
        scratch[..count].Clear();
        _at += count;
    }

    private void Fade(Span<float> part)
    {
        for (var i = 0; i < part.Length && _at + i < _start + FadeIn; i++) part[i] *= Ease((_at + i - _start) / (float)FadeIn);
        for (var i = (int)Math.Max(0, _end - FadeOut - _at); i < part.Length; i++) part[i] *= Ease((_end - 1 - _at - i) / (float)FadeOut);
    }

    private static float Ease(float t) => t * t * (3 - (2 * t));
}

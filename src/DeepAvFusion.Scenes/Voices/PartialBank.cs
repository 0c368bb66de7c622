using System.Runtime.Intrinsics;

namespace DeepAvFusion.Scenes.Voices;

/// <summary>Eight decaying tones side by side, each a number turning in the plane: bells, ticks, anything that rings once struck.</summary>
internal struct PartialBank
{
    private readonly Vector256<float> _cosine, _sine;
    private Vector256<float> _real, _imaginary;

    /// <param name="frequencies">Hz, at most eight; those the rate cannot carry are left out.</param>
    /// <param name="seconds">Time each takes to fall to a thousandth.</param>
    public PartialBank(ReadOnlySpan<float> frequencies, ReadOnlySpan<float> seconds)
    {
        Span<float> cosines = stackalloc float[8];
        Span<float> sines = stackalloc float[8];
        for (var i = 0; i < frequencies.Length; i++)
        {
            if (frequencies[i] > 7600) continue;
            var (sin, cos) = MathF.SinCos(MathF.Tau * frequencies[i] / Core.AudioClock.Rate);
            var decay = MathF.Exp(-6.9f / (seconds[i] * Core.AudioClock.Rate));
            (cosines[i], sines[i]) = (cos * decay, sin * decay);
        }

        (_cosine, _sine) = (Vector256.Create<float>(cosines), Vector256.Create<float>(sines));
    }

    /// <summary>Adds energy to each tone; they start at zero, without a click.</summary>
    public void Strike(ReadOnlySpan<float> strengths)
    {
        Span<float> padded = stackalloc float[8];
        strengths.CopyTo(padded);
        _real += Vector256.Create<float>(padded);
    }

    public float Next()
    {
        var real = (_real * _cosine) - (_imaginary * _sine) + Vector256.Create(1e-18f);
        _imaginary = (_real * _sine) + (_imaginary * _cosine);
        _real = real;
        return Vector256.Sum(_imaginary);
    }
}

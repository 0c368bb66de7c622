using System.Runtime.CompilerServices;

namespace DeepAvFusion.Scenes.Voices;

/// <summary>A second-order filter: a resonance, or what passes below or above a frequency.</summary>
internal struct Filter
{
    private const float Rest = 1e-18f;                  // keeps a silent filter out of the slow denormal numbers
    private float _b0, _b1, _b2, _a1, _a2, _s1, _s2;

    /// <param name="frequency">Hz</param> <param name="q">How narrow; the peak has gain 1.</param>
    public static Filter Band(float frequency, float q)
    {
        var (cos, alpha, norm) = Shape(frequency, q);
        return new Filter { _b0 = alpha * norm, _b2 = -alpha * norm, _a1 = -2 * cos * norm, _a2 = (1 - alpha) * norm };
    }

    public static Filter Low(float frequency, float q = 0.7f)
    {
        var (cos, alpha, norm) = Shape(frequency, q);
        var half = (1 - cos) * 0.5f * norm;
        return new Filter { _b0 = half, _b1 = 2 * half, _b2 = half, _a1 = -2 * cos * norm, _a2 = (1 - alpha) * norm };
    }

    public static Filter High(float frequency, float q = 0.7f)
    {
        var (cos, alpha, norm) = Shape(frequency, q);
        var half = (1 + cos) * 0.5f * norm;
        return new Filter { _b0 = half, _b1 = -2 * half, _b2 = half, _a1 = -2 * cos * norm, _a2 = (1 - alpha) * norm };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Next(float input)
    {
        var output = (_b0 * input) + _s1 + Rest;
        _s1 = (_b1 * input) - (_a1 * output) + _s2;
        _s2 = (_b2 * input) - (_a2 * output);
        return output;
    }

    private static (float Cos, float Alpha, float Norm) Shape(float frequency, float q)
    {
        var (sin, cos) = MathF.SinCos(MathF.Tau * Math.Clamp(frequency, 20, 7600) / Core.AudioClock.Rate);
        var alpha = sin / (2 * q);
        return (cos, alpha, 1 / (1 + alpha));
    }
}

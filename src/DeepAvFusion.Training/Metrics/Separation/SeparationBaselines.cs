using DeepAvFusion.Model.Features;

namespace DeepAvFusion.Training.Metrics.Separation;

/// <summary>What a separation is measured against: doing nothing, and the best masks there are.</summary>
public static class SeparationBaselines
{
    private const float Least = 1e-12f;

    /// <summary>The mixture itself, once a source.</summary>
    public static float[][] Mixture(float[] mixture, int sources) => [.. Enumerable.Range(0, sources).Select(_ => (float[])mixture.Clone())];

    /// <summary>Each source by its true share of the mel power, which no model knows: the upper bound of ratio masks.</summary>
    /// <param name="sources">The true sources; the rest of the mixture counts as one more.</param>
    public static float[][] IdealRatio(float[] mixture, IReadOnlyList<float[]> sources) =>
        Masked(mixture, sources, (own, others) => own / (own + others + Least));

    /// <summary>Each cell of the spectrogram to the source that is louder there than all else.</summary>
    public static float[][] IdealBinary(float[] mixture, IReadOnlyList<float[]> sources) =>
        Masked(mixture, sources, (own, others) => own > others ? 1 : 0);

    private static float[][] Masked(float[] mixture, IReadOnlyList<float[]> sources, Func<float, float, float> share)
    {
        var estimates = new float[sources.Count][];
        for (var k = 0; k < estimates.Length; k++)
        {
            var rest = new float[mixture.Length];
            Waveforms.Subtract(mixture, sources[k], rest);
            var (own, others) = (Power(sources[k]), Power(rest));
            var mask = own.Zip(others, share).ToArray();
            SpectrogramMasking.Separate(mixture, mask, estimates[k] = new float[mixture.Length]);
        }

        return estimates;
    }

    /// <summary>[128, frames] mel power.</summary>
    private static float[] Power(float[] samples)
    {
        var mel = LogMelSpectrogram.Of(samples);
        return Array.ConvertAll(mel, value => MathF.Pow(10, value));
    }
}

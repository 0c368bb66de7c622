using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Training.Online;

/// <summary>What a window is like in few numbers, to tell whether two are alike.</summary>
internal static class Gist
{
    private static readonly TaughtLayer[] Means = [TaughtLayer.Image, TaughtLayer.Audio, TaughtLayer.Fusion];

    /// <returns>The mean tokens, of length one each; null where a number is none.</returns>
    public static float[]? Of(WindowFeatures features)
    {
        if (!features.AreFinite) return null;
        var all = Means.Select(layer => features[layer]).OfType<FeatureRows>().SelectMany(rows => Unit(Array.ConvertAll(rows.Values, value => (float)value))).ToArray();
        return all.Length == 0 ? null : Unit(all);
    }

    /// <summary>-1 to 1; 0 where one of them is none.</summary>
    public static double Cosine(float[] one, float[] other) => one.Length != other.Length || one.Length == 0 ? 0 : one.Zip(other, (a, b) => (double)a * b).Sum();

    private static float[] Unit(float[] values)
    {
        var length = MathF.Sqrt(values.Sum(value => value * value));
        return length > 0 ? [.. values.Select(value => value / length)] : values;
    }
}

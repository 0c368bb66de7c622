using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Training.Online;

/// <summary>What a window is like in few numbers, to tell whether two are alike: a count sketch of its features, which keeps their cosine.</summary>
/// <remarks>Patch by patch where there are patches: means over a window are much alike for all windows. Charikar, Chen, Farach-Colton, Finding frequent items in data streams, 2002.</remarks>
internal static class Gist
{
    private const int Length = 1024;

    /// <returns>Of length one; null where a number is none, or nothing is there.</returns>
    public static float[]? Of(WindowFeatures features)
    {
        if (!features.AreFinite) return null;
        var patches = features.Layers.Where(layer => features[layer]!.Rows > 1).ToList();
        var sketch = new double[Length];
        var place = 0u;
        foreach (var layer in patches.Count > 0 ? patches : features.Layers)
        {
            var values = Array.ConvertAll(features[layer]!.Values, value => (double)value);
            var length = Math.Sqrt(values.Sum(value => value * value));
            foreach (var value in values)
            {
                var hash = Mixed(place++);
                if (length > 0) sketch[hash % Length] += ((hash & 0x8000_0000) != 0 ? value : -value) / length;
            }
        }
        var all = Math.Sqrt(sketch.Sum(value => value * value));
        return all > 0 ? [.. sketch.Select(value => (float)(value / all))] : null;
    }

    /// <summary>-1 to 1; 0 where one of them is none.</summary>
    public static double Cosine(float[] one, float[] other)
    {
        if (one.Length != other.Length) return 0;
        var sum = 0.0;
        for (var i = 0; i < one.Length; i++) sum += (double)one[i] * other[i];
        return sum;
    }

    private static uint Mixed(uint place)
    {
        place = (place ^ (place >> 16)) * 0x7FEB352D;
        place = (place ^ (place >> 15)) * 0x846CA68B;
        return place ^ (place >> 16);
    }
}

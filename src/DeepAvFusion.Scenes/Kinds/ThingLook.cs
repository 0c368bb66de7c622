using DeepAvFusion.Scenes.Drawing;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>What one thing looks like among others of its kind: choices that follow from its seed and stay the same in every picture.</summary>
internal readonly struct ThingLook(ulong seed)
{
    /// <summary>Choice number <paramref name="slot"/>, uniform between the bounds.</summary>
    public float Range(int slot, float low, float high) => new SceneRandom(SceneRandom.Key(seed, (ulong)slot)).Range(low, high);

    /// <summary>Choice number <paramref name="slot"/> among <paramref name="count"/>.</summary>
    public int Pick(int slot, int count) => new SceneRandom(SceneRandom.Key(seed, (ulong)slot)).Below(count);

    /// <summary>A colour near the given hue (in turns), saturation and value.</summary>
    public Colour Tint(int slot, float hue, float saturation, float value, float spread = 0.03f)
    {
        var random = new SceneRandom(SceneRandom.Key(seed, (ulong)slot));
        return Colour.Hsv(
            hue + random.Range(-spread, spread),
            Math.Clamp(saturation + random.Range(-0.12f, 0.12f), 0, 1),
            Math.Clamp(value + random.Range(-0.1f, 0.1f), 0.05f, 1));
    }
}

namespace DeepAvFusion.Scenes;

/// <summary>Random numbers that are the same for the same key on every machine: a counter turned into bits by a mixing function.</summary>
internal struct SceneRandom(ulong key)
{
    private ulong _state = Mix(key + 0x9E3779B97F4A7C15UL);

    /// <summary>A key of its own for each (parent, part): drawing more from one never shifts the other.</summary>
    public static ulong Key(ulong parent, ulong part) => Mix(Mix(parent + 0x9E3779B97F4A7C15UL) ^ ((part + 1) * 0xD1B54A32D192ED03UL));

    public ulong NextBits() => Mix(_state += 0x9E3779B97F4A7C15UL);

    /// <summary>Uniform in [0, 1).</summary>
    public float Unit() => (NextBits() >> 40) * (1f / (1 << 24));

    public float Range(float low, float high) => low + ((high - low) * Unit());

    /// <summary>Uniform in [0, count).</summary>
    public int Below(int count) => (int)((NextBits() >> 32) * (ulong)count >> 32);

    public bool Chance(float probability) => Unit() < probability;

    public float Sign() => Chance(0.5f) ? 1 : -1;

    /// <summary>Index drawn in proportion to the weights.</summary>
    public int Weighted(ReadOnlySpan<float> weights)
    {
        var total = 0f;
        foreach (var weight in weights) total += weight;
        var left = Unit() * total;
        for (var i = 0; i < weights.Length; i++)
        {
            left -= weights[i];
            if (left < 0) return i;
        }

        return weights.Length - 1;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}

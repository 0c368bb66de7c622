namespace DeepAvFusion.Scenes.Voices;

/// <summary>One period of a periodic sound, made of harmonics once and read many times.</summary>
internal static class WaveTable
{
    public const int Size = 2048;
    private static readonly float[][] Saws = new float[8][];

    /// <summary>A pure tone.</summary>
    public static readonly float[] Sine = Of(1);

    /// <summary>One period, peak 1, and its first value again at the end.</summary>
    /// <param name="harmonics">Strength of each harmonic, from the fundamental up.</param>
    public static float[] Of(params ReadOnlySpan<float> harmonics)
    {
        var table = new float[Size + 1];
        for (var h = 0; h < harmonics.Length; h++)
        {
            if (harmonics[h] == 0) continue;
            for (var i = 0; i < Size; i++) table[i] += harmonics[h] * (float)Math.Sin(Math.Tau * (((long)(h + 1) * i) % Size) / Size);
        }

        var peak = 0f;
        foreach (var value in table) peak = Math.Max(peak, MathF.Abs(value));
        for (var i = 0; i < Size; i++) table[i] /= peak;
        table[Size] = table[0];
        return table;
    }

    /// <summary>The brightest saw that does not alias at this pitch.</summary>
    /// <param name="highest">Hz, the highest pitch it will be played at.</param>
    public static float[] Saw(float highest)
    {
        var bucket = Math.Clamp((int)MathF.Log2(7600 / highest), 0, Saws.Length - 1);
        if (Saws[bucket] is { } known) return known;
        var harmonics = new float[1 << bucket];
        for (var h = 0; h < harmonics.Length; h++) harmonics[h] = 1f / (h + 1);
        return Saws[bucket] = Of(harmonics);
    }
}

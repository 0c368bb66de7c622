namespace DeepAvFusion.Scenes.Voices;

/// <summary>Pitches of a tune: steps of scales as frequency ratios, looked up, never computed per sample.</summary>
internal static class Scale
{
    private static readonly float[] Ratios = [.. Enumerable.Range(0, 49).Select(i => (float)Math.Pow(2, (i - 24) / 12.0))];
    private static readonly int[] Pentatonic = [0, 2, 4, 7, 9];
    private static readonly int[] Major = [0, 2, 4, 5, 7, 9, 11];

    /// <summary>Frequency ratio of so many semitones, -24..24.</summary>
    public static float Semitones(int count) => Ratios[Math.Clamp(count + 24, 0, 48)];

    /// <summary>Frequency ratio of a step of the five-note scale; steps go on over octaves both ways.</summary>
    public static float FiveNote(int step) => Of(Pentatonic, step);

    /// <summary>Frequency ratio of a step of the major scale.</summary>
    public static float MajorStep(int step) => Of(Major, step);

    private static float Of(int[] scale, int step)
    {
        var octave = Math.DivRem(step, scale.Length, out var rest);
        if (rest < 0) (octave, rest) = (octave - 1, rest + scale.Length);
        return Semitones((octave * 12) + scale[rest]);
    }
}

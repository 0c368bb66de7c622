namespace DeepAvFusion.Training.Data;

/// <summary>Which of the many random versions of a sample is wanted.</summary>
/// <param name="Seed">Seed of the training.</param>
/// <param name="Epoch">Epochs before this one.</param>
/// <param name="Index">The sample.</param>
/// <param name="Attempt">How many samples failed in its place before.</param>
public readonly record struct SampleDraw(long Seed, int Epoch, int Index, int Attempt = 0)
{
    /// <summary>Random numbers of this draw alone.</summary>
    public Random Random() => new((int)(Mixed() >> 33));

    private ulong Mixed()
    {
        var key = 0x9E3779B97F4A7C15UL;
        foreach (var part in (ReadOnlySpan<long>)[Seed, Epoch, Index, Attempt])
        {
            key = (key ^ (ulong)part) * 0xBF58476D1CE4E5B9UL;
            key ^= key >> 29;
            key *= 0x94D049BB133111EBUL;
            key ^= key >> 32;
        }

        return key;
    }
}

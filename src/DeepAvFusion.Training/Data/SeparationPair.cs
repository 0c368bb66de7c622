namespace DeepAvFusion.Training.Data;

/// <summary>A mixture of two sounds whose sources are known.</summary>
/// <param name="Mixture">Mono, 16 kHz: the sum of both, and of noise where there is some.</param>
/// <param name="First">One source.</param>
/// <param name="Second">The other.</param>
public sealed record SeparationPair(float[] Mixture, PairedSource First, PairedSource Second)
{
    /// <summary>Both sources.</summary>
    public IReadOnlyList<PairedSource> Sources => [First, Second];
}

/// <summary>A source of a mixture.</summary>
/// <param name="Name">What pictures call it.</param>
/// <param name="Image">[3, size, size], normalised: where it is seen.</param>
/// <param name="Sound">Mono, 16 kHz, as long as the mixture.</param>
public sealed record PairedSource(string Name, float[] Image, float[] Sound);

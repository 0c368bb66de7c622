namespace DeepAvFusion.Training.Data;

/// <summary>One sample of any recipe; parts that a recipe does not use stay null.</summary>
/// <param name="Name">What messages call it: a file, or a window of the synthetic world.</param>
/// <param name="Image">[3, size, size], normalised; [windows, 3, size, size] of a dense sample.</param>
/// <param name="Audio">[1, mel, time] log10 mel; of the mixture, where sounds are mixed; [windows, 1, mel, time] of a dense sample.</param>
public sealed record AvSample(string Name, float[] Image, float[] Audio)
{
    /// <summary>The class of a sample with one label.</summary>
    public long Label { get; init; }

    /// <summary>[classes] of 0 and 1: what is heard.</summary>
    public float[]? Labels { get; init; }

    /// <summary>[classes] of 0 and 1: what is seen.</summary>
    public float[]? Seen { get; init; }

    /// <summary>[size, size] of class numbers, or of 0 and 1: where something sounds.</summary>
    public float[]? Map { get; init; }

    /// <summary>[patches, classes] of shares: how much of each patch of the picture shows each class.</summary>
    public float[]? SeenPatches { get; init; }

    /// <summary>[patches, classes] of shares: how much of each patch of the spectrogram is of each class.</summary>
    public float[]? HeardPatches { get; init; }

    /// <summary>The sound to take out of the mixture.</summary>
    public SeparationTask? Separation { get; init; }

    /// <summary>The things whose sounds are to be taken out of the mixture at once.</summary>
    public ObjectTask? Objects { get; init; }

    /// <summary>Both sources of the mixture, for judging a separation.</summary>
    public SeparationPair? Pair { get; init; }
}

using DeepAvFusion.Core;

namespace DeepAvFusion.Inference.Events;

/// <summary>When each label sounds within one window: how sure it is named in each stretch of the window's spectrogram.</summary>
/// <param name="Start">Beginning of the window.</param>
/// <param name="Stretch">Length of a stretch; a column of patches.</param>
/// <param name="Probabilities">[stretches * labels], 0..1</param>
/// <param name="Labels">Number of labels.</param>
public sealed record HeardTimes(MediaTime Start, TimeSpan Stretch, ReadOnlyMemory<float> Probabilities, int Labels)
{
    /// <summary>Number of stretches.</summary>
    public int Count => Probabilities.Length / Labels;

    /// <summary>How sure a label sounds in a stretch.</summary>
    public double Of(int stretch, int label) => Probabilities.Span[(stretch * Labels) + label];

    /// <summary>Beginning of a stretch.</summary>
    public MediaTime Begin(int stretch) => Start + (Stretch * stretch);
}

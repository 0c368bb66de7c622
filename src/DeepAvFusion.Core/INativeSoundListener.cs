namespace DeepAvFusion.Core;

/// <summary>Somebody who hears a source's sound as it is: of all channels, at its own rate, before anything is mixed or resampled.</summary>
public interface INativeSoundListener
{
    /// <summary>Takes the next samples. Called on the reader's thread, which must not wait.</summary>
    /// <param name="interleaved">[samples, channels]; -1..1, beyond where the source is.</param>
    /// <param name="rate">Samples a second.</param>
    void Hear(ReadOnlySpan<float> interleaved, int channels, int rate);
}

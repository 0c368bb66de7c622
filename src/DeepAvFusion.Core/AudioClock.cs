namespace DeepAvFusion.Core;

/// <summary>The one audio format inside the analyzer: mono, float in [-1, 1].</summary>
public static class AudioClock
{
    /// <summary>Samples a second.</summary>
    public const int Rate = 16000;
}

using DeepAvFusion.Core;

namespace DeepAvFusion.Model.Features;

/// <summary>The numbers of the audio front end every published model was trained with.</summary>
public static class AudioFormat
{
    /// <summary>Samples of one 3 s window.</summary>
    public const int WindowSamples = 3 * AudioClock.Rate;

    /// <summary>Samples of one transform, which is also the length of its window (50 ms).</summary>
    public const int FourierSize = 800;

    /// <summary>Samples from one frame to the next (1/64 s).</summary>
    public const int Hop = 250;

    /// <summary>Bins of the one-sided spectrum.</summary>
    public const int Bins = FourierSize / 2 + 1;

    public const int MelBands = 128;

    /// <summary>Frames of one window's log-mel spectrogram.</summary>
    public const int Frames = WindowSamples / Hop;
}

namespace DeepAvFusion.Scenes.Voices;

/// <summary>One sound from its beginning on: mono at 16 kHz, about -20 dBFS while it sounds, produced piece by piece.</summary>
internal abstract class Voice
{
    /// <summary>Samples a second.</summary>
    protected const int Rate = Core.AudioClock.Rate;

    /// <summary>Writes the next samples.</summary>
    public abstract void Render(Span<float> output);

    /// <summary>What a value must be multiplied with every sample to fall to a thousandth in so many seconds.</summary>
    protected static float Decay(float seconds) => MathF.Exp(-6.9f / (seconds * Rate));

    protected static int Samples(float seconds) => Math.Max(1, (int)(seconds * Rate));
}

using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Inference.Assembly;

/// <summary>How separated windows become continuous sound.</summary>
/// <param name="Fade">Length of the cross-fade from one window's estimate to the next.</param>
/// <param name="Guard">End of each window left to the next one, because estimates are poor at the edge (the last spectrogram frame is muted).</param>
public sealed record SeparationSettings(TimeSpan Fade, TimeSpan Guard)
{
    public static SeparationSettings From(SettingsReader reader) => new(reader.Positive("fade"), reader.NotNegative("guard"));
}

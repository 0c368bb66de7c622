using DeepAvFusion.Core.Settings;
using DeepAvFusion.Inference.Regions;

namespace DeepAvFusion.Inference.Assembly;

/// <summary>How windows are separated, and how they become continuous sound.</summary>
/// <param name="Fade">Length of the cross-fade from one window's estimate to the next.</param>
/// <param name="Guard">End of each window left to the next one, because estimates are poor at the edge (the last spectrogram frame is muted).</param>
/// <param name="Regions">How the sound of a region is found.</param>
public sealed record SeparationSettings(TimeSpan Fade, TimeSpan Guard, RegionSounds Regions)
{
    public static SeparationSettings From(SettingsReader reader) => new(reader.Positive("fade"), reader.NotNegative("guard"), reader.Choice<RegionSounds>("regions"));
}

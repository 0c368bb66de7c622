using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Media.Sources;

/// <summary>Pictures for people, as JPEG from the same decoder as the analysed ones.</summary>
/// <param name="Rate">Pictures a second, at most.</param>
/// <param name="Height">In pixels; the width follows.</param>
/// <param name="Quality">FFmpeg's scale: 2 is best, 31 worst.</param>
public sealed record PreviewSettings(double Rate, int Height, int Quality)
{
    /// <summary>Reads the section `davf.source.preview`; null when previews are switched off.</summary>
    public static PreviewSettings? From(SettingsReader preview)
    {
        var settings = new PreviewSettings(preview.Number("rate", 0.1, 60), preview.Count("height", 16, 2160), preview.Count("quality", 2, 31));
        return preview.Flag("enabled") ? settings : null;
    }
}

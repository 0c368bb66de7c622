using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Inference.Regions;

/// <summary>How the sounding-object map becomes regions.</summary>
/// <param name="Threshold">Probability from which a pixel sounds, 0..1.</param>
/// <param name="LeastArea">Smaller components are dropped; share of the picture.</param>
/// <param name="Join">Parts that show the same label and lie nearer than this are one region; share of the picture's longer side, 0 joins nothing.</param>
/// <param name="Most">At most this many regions a window, the largest first.</param>
/// <param name="Margin">Added around a region's box before it is cropped, as a share of the box.</param>
/// <param name="SilenceLevel">RMS in dBFS under which a window counts as silent, so nothing can be sounding in it.</param>
/// <param name="Memory">How many windows a region may be missing and still get its id back.</param>
/// <param name="Heard">Score from which a label counts as heard, so that things it is seen in are told apart, and one that the map misses is found.</param>
/// <param name="Seen">Share of a patch that must show such a label where the map misses it.</param>
public sealed record RegionSettings(double Threshold, double LeastArea, double Join, int Most, double Margin, double SilenceLevel, int Memory, double Heard, double Seen)
{
    public static RegionSettings From(SettingsReader reader) => new(
        Threshold: reader.Number("threshold", 0.01, 0.99),
        LeastArea: reader.Number("least-area", 0, 0.5),
        Join: reader.Number("join", 0, 0.5),
        Most: reader.Count("most", 1, 16),
        Margin: reader.Number("margin", 0, 2),
        SilenceLevel: reader.Number("silence-level", -120, 0),
        Memory: reader.Count("memory", 0, 1000),
        Heard: reader.Number("heard", 0, 1),
        Seen: reader.Number("seen", 0, 1));
}

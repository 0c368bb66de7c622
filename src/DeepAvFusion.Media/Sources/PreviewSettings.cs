namespace DeepAvFusion.Media.Sources;

/// <summary>Pictures for people, as JPEG from the same decoder as the analysed ones.</summary>
/// <param name="Rate">Pictures a second, at most.</param>
/// <param name="Height">In pixels; the width follows.</param>
/// <param name="Quality">FFmpeg's scale: 2 is best, 31 worst.</param>
public sealed record PreviewSettings(double Rate, int Height, int Quality);

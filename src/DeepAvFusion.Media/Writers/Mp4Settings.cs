namespace DeepAvFusion.Media.Writers;

/// <summary>Shape and quality of an MP4.</summary>
/// <param name="Width">Of the pictures given, in pixels; an odd one is cut to even.</param>
/// <param name="Height">Of the pictures given, in pixels.</param>
/// <param name="HasSound">Whether 16 kHz mono sound will be given too.</param>
/// <param name="Quality">H.264 rate factor: 18 is very good, 28 small.</param>
/// <param name="KeyframeInterval">Time between points from which a viewer can start; also how much a killed run may lose.</param>
public sealed record Mp4Settings(int Width, int Height, bool HasSound, int Quality, TimeSpan KeyframeInterval);

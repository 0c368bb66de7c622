namespace DeepAvFusion.Media.Stills;

/// <summary>A picture or map out of a file.</summary>
/// <param name="Bytes">[height, width, channels]</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record StillPicture(byte[] Bytes, int Width, int Height);

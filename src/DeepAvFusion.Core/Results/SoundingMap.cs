namespace DeepAvFusion.Core.Results;

/// <summary>Where it sounds: probability per pixel and the region each pixel belongs to, over the whole picture.</summary>
/// <param name="Probability">Width * Height, row-major; 0..255 stands for 0..1.</param>
/// <param name="Region">Width * Height; 0 is no region, n the n-th entry (from 1) of the window's regions.</param>
public sealed record SoundingMap(int Width, int Height, byte[] Probability, byte[] Region);

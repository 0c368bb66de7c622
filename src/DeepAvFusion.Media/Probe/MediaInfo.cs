namespace DeepAvFusion.Media.Probe;

/// <summary>What is inside a source, without decoding it.</summary>
/// <param name="Duration">Null when it has no known end.</param>
/// <param name="Picture">Null without moving pictures.</param>
/// <param name="Sound">Null without sound.</param>
public sealed record MediaInfo(string Container, TimeSpan? Duration, PictureInfo? Picture, SoundInfo? Sound);

/// <param name="Rate">Pictures a second; 0 when unknown.</param>
public sealed record PictureInfo(string Codec, int Width, int Height, double Rate);

/// <param name="Rate">Samples a second.</param>
public sealed record SoundInfo(string Codec, int Rate, int Channels);

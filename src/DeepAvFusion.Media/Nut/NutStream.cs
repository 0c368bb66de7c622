namespace DeepAvFusion.Media.Nut;

/// <summary>Header of one stream inside a NUT container.</summary>
/// <param name="Tag">FourCC of the codec.</param>
/// <param name="Numerator">Of the time base, in seconds.</param>
/// <param name="Width">Pixels; 0 for sound.</param>
/// <param name="Rate">Samples a second; 0 for pictures.</param>
internal sealed record NutStream(
    NutClass Class, uint Tag, long Numerator, long Denominator, int TimeBase, int PtsShift, int Width, int Height, int Rate, int Channels)
{
    /// <summary>Frames that may have to wait for one that comes later and is shown earlier.</summary>
    public int Delay { get; init; }

    /// <summary>What a decoder has to know before the first frame; empty where it is told in the frames.</summary>
    public byte[] CodecData { get; init; } = [];

    /// <summary>Bytes of the tag as they stand in the file: four, or two for sound as RIFF knows it.</summary>
    public byte[] TagBytes { get; init; } = [];
}

internal enum NutClass
{
    Video = 0,
    Audio = 1,
    Subtitles = 2,
    Data = 3,
}

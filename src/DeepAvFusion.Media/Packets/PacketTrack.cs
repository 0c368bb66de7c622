using DeepAvFusion.Media.Nut;

namespace DeepAvFusion.Media.Packets;

/// <summary>One encoded stream of a source, as its packets are kept.</summary>
/// <param name="IsPicture">False for sound.</param>
/// <param name="Codec">FFmpeg's name, such as `h264`; empty where it is not known.</param>
/// <param name="PixelFormat">Such as `yuv420p`; empty for sound.</param>
public sealed record PacketTrack(bool IsPicture, string Codec, string PixelFormat)
{
    /// <summary>How it is written again.</summary>
    internal NutStream Stream { get; init; } = null!;
}

/// <summary>One packet as the source sent it.</summary>
/// <param name="Track">Index among the tracks of its ring.</param>
/// <param name="IsKey">Needs no other packet to be decoded.</param>
/// <param name="At">When it was captured, on the clock of the stream's results.</param>
public sealed record Packet(int Track, bool IsKey, DateTimeOffset At, byte[] Data);

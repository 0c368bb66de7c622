using FFMpegCore.Enums;

namespace FFMpegCore;

/// <summary>What all kinds of streams have.</summary>
public abstract class MediaStream : ITagsContainer
{
    public int Index { get; set; }
    public string CodecName { get; set; } = null!;
    public string CodecLongName { get; set; } = null!;
    public string CodecTagString { get; set; } = null!;
    public string CodecTag { get; set; } = null!;

    /// <summary>bit/s; 0 when unknown.</summary>
    public long BitRate { get; set; }

    /// <summary>Whole milliseconds; zero when unknown or negative.</summary>
    public TimeSpan StartTime { get; set; }

    /// <summary>Whole milliseconds; zero when unknown.</summary>
    public TimeSpan Duration { get; set; }

    public string? Language { get; set; }
    public Dictionary<string, bool>? Disposition { get; set; }

    /// <summary>Bits a sample; null when unknown.</summary>
    public int? BitDepth { get; set; }

    /// <summary>Names are compared without regard to case.</summary>
    public Dictionary<string, string>? Tags { get; set; }

    public Codec GetCodecInfo() => FFMpeg.GetCodec(CodecName);
}

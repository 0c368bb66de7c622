namespace FFMpegCore;

/// <summary>The container.</summary>
public class MediaFormat : ITagsContainer
{
    /// <summary>Whole milliseconds; zero when unknown.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>Whole milliseconds; zero when unknown or negative.</summary>
    public TimeSpan StartTime { get; set; }

    public string FormatName { get; set; } = null!;
    public string FormatLongName { get; set; } = null!;
    public int StreamCount { get; set; }

    /// <summary>How sure ffprobe is, to 100.</summary>
    public double ProbeScore { get; set; }

    /// <summary>bit/s; 0 when unknown.</summary>
    public double BitRate { get; set; }

    /// <summary>Names are compared without regard to case.</summary>
    public Dictionary<string, string>? Tags { get; set; }
}

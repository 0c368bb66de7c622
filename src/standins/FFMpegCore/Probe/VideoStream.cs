namespace FFMpegCore;

/// <summary>A picture stream.</summary>
public class VideoStream : MediaStream
{
    /// <summary>Pictures a second on average; not a number when unknown.</summary>
    public double AvgFrameRate { get; set; }

    public int BitsPerRawSample { get; set; }
    public (int Width, int Height) DisplayAspectRatio { get; set; }
    public (int Width, int Height) SampleAspectRatio { get; set; }
    public string Profile { get; set; } = null!;
    public int Width { get; set; }
    public int Height { get; set; }

    /// <summary>The lowest rate that fits all timestamps, pictures a second; not a number when unknown.</summary>
    public double FrameRate { get; set; }

    public string PixelFormat { get; set; } = null!;
    public int Level { get; set; }

    /// <summary>Degrees, as the display matrix or the old <c>rotate</c> tag gives them.</summary>
    public int Rotation { get; set; }

    public string ColorRange { get; set; } = null!;
    public string ColorSpace { get; set; } = null!;
    public string ColorTransfer { get; set; } = null!;
    public string ColorPrimaries { get; set; } = null!;
}

using System.Globalization;

namespace DeepAvFusion.Media.Sources;

/// <summary>What a source turned out to hold and what it delivers.</summary>
public sealed record MediaFormat
{
    public required bool HasPicture { get; init; }

    public required bool HasSound { get; init; }

    public required bool HasPreview { get; init; }

    /// <summary>Pixels of an analysed picture; 0 without pictures.</summary>
    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Null for a source without an end, and for a recording that does not tell it.</summary>
    public required TimeSpan? Duration { get; init; }

    /// <summary>It has an end, whether or not that is known.</summary>
    public bool IsRecording { get; init; }

    /// <summary>FFmpeg's name of the container, such as `mov,mp4,…` or `rtsp`.</summary>
    public required string Container { get; init; }

    /// <summary>The picture as the source sends it, such as `h264 1280x720 at 25/s`; empty without one.</summary>
    public required string PictureSource { get; init; }

    /// <summary>The sound as the source sends it, such as `aac 48000 Hz stereo`; empty without one.</summary>
    public required string SoundSource { get; init; }

    /// <summary>What is missing, in words for people; empty when nothing is.</summary>
    public required string Remark { get; init; }

    /// <summary>Picture and sound, such as `h264 1280x720 at 25/s, no sound`.</summary>
    internal string Streams => $"{(HasPicture ? PictureSource : "no picture")}, {(HasSound ? SoundSource : "no sound")}";

    public override string ToString()
    {
        var parts = new[]
        {
            Streams,
            Duration is { } duration ? duration.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture) : IsRecording ? "a recording of unknown length" : "live",
            Remark,
        };
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }
}

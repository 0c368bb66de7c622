namespace FFMpegCore;

/// <summary>What is in a file or stream.</summary>
public interface IMediaAnalysis
{
    /// <summary>The longest of the container, its first video and its first audio stream.</summary>
    TimeSpan Duration { get; }

    MediaFormat Format { get; }

    /// <summary>The one with the lowest index; null when there is none.</summary>
    AudioStream? PrimaryAudioStream { get; }

    /// <summary>The one with the lowest index; null when there is none.</summary>
    VideoStream? PrimaryVideoStream { get; }

    /// <summary>The one with the lowest index; null when there is none.</summary>
    SubtitleStream? PrimarySubtitleStream { get; }

    List<VideoStream> VideoStreams { get; }
    List<AudioStream> AudioStreams { get; }
    List<SubtitleStream> SubtitleStreams { get; }

    /// <summary>The last lines of ffprobe's stderr.</summary>
    IReadOnlyList<string> ErrorData { get; }
}

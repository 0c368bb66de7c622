namespace FFMpegCore;

/// <summary>An analysis as its reader fills it.</summary>
internal sealed class MediaAnalysis : IMediaAnalysis
{
    public required MediaFormat Format { get; init; }
    public required IReadOnlyList<string> ErrorData { get; init; }
    public List<VideoStream> VideoStreams { get; } = [];
    public List<AudioStream> AudioStreams { get; } = [];
    public List<SubtitleStream> SubtitleStreams { get; } = [];

    public AudioStream? PrimaryAudioStream => AudioStreams.MinBy(stream => stream.Index);
    public VideoStream? PrimaryVideoStream => VideoStreams.MinBy(stream => stream.Index);
    public SubtitleStream? PrimarySubtitleStream => SubtitleStreams.MinBy(stream => stream.Index);

    public TimeSpan Duration =>
        new[] { Format.Duration, PrimaryVideoStream?.Duration ?? TimeSpan.Zero, PrimaryAudioStream?.Duration ?? TimeSpan.Zero }.Max();
}

namespace DeepAvFusion.Media.Sources;

/// <summary>What stands behind a source URI; decides the protocols FFmpeg may use and whether losing data beats waiting.</summary>
public enum SourceKind
{
    File,
    Http,
    Rtsp,
    Rtmp,
    Udp,
    Srt,
    Device,
}

namespace DeepAvFusion.Media.Sources;

/// <summary>How RTSP media travels: inside the control connection, or as datagrams that may be lost.</summary>
public enum RtspTransport
{
    Tcp,
    Udp,
}

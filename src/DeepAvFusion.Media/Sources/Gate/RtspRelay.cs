using System.Net;

namespace DeepAvFusion.Media.Sources.Gate;

/// <summary>Stands between FFmpeg and an RTSP server: one conversation for each connection of FFmpeg.</summary>
internal sealed class RtspRelay(SourceUri source, SourceGate gate, int port) : IRelay
{
    /// <summary>The address as FFmpeg knows it.</summary>
    public string Shown { get; } = $"rtsp://127.0.0.1:{port}/source";

    public FfmpegInput Input => new(Shown, "rtsp,rtp,udp,tcp");

    public SourceGate Gate => gate;

    public void Dispose()
    {
    }

    public async Task ServeAsync(Stream client, CancellationToken cancellation)
    {
        var (address, login) = Place(source);
        using var conversation = new RtspConversation(this, client, address, login);
        await conversation.RunAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>A server's address without user and password, and these.</summary>
    public static (RtspAddress Address, RtspLogin? Login) Place(SourceUri place)
    {
        var authority = UrlAuthority.Split(place.Scheme, place.Address[(place.Scheme.Length + 3)..]);
        return (new RtspAddress(place.Scheme, authority.Host, authority.Port ?? (place.Scheme == "rtsps" ? 322 : 554), authority.Tail), authority.UserInfo is { } user ? new RtspLogin(user) : null);
    }

    /// <summary>Connects to a server, with TLS where its address asks for it.</summary>
    public async Task<(Stream Stream, string Peer)> ConnectAsync(RtspAddress address, CancellationToken cancellation)
    {
        var connection = await gate.ConnectAsync(address.Host, address.Port, cancellation).ConfigureAwait(false);
        var peer = ((IPEndPoint)connection.Socket.RemoteEndPoint!).Address;
        return (await SecureConnection.OverAsync(connection, address.Scheme == "rtsps", address.Host, gate, cancellation).ConfigureAwait(false), (peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer).ToString());
    }
}

/// <summary>Where an RTSP server is and what is asked of it.</summary>
internal sealed record RtspAddress(string Scheme, string Host, int Port, string Tail)
{
    public override string ToString() => $"{Scheme}://{(Host.Contains(':') ? $"[{Host}]" : Host)}:{Port}{Tail}";
}

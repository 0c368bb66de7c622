using System.Net.Sockets;
using System.Text;

namespace DeepAvFusion.Cli.Tests.Hosting;

/// <summary>The socket on which systemd listens to a service, as a unix datagram socket in a folder of its own.</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("davf-notify-").FullName;
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public NotifySocket() => _socket.Bind(new UnixDomainSocketEndPoint(Path));

    public string Path => System.IO.Path.Combine(_folder, "notify");

    /// <summary>The next message; fails when none comes.</summary>
    public async Task<string> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var buffer = new byte[512];
        return Encoding.UTF8.GetString(buffer, 0, await _socket.ReceiveAsync(buffer, limit.Token));
    }

    public bool HasMessage => _socket.Poll(0, SelectMode.SelectRead);

    public void Dispose()
    {
        _socket.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

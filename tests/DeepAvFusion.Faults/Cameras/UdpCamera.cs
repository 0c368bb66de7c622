using System.Net;
using System.Net.Sockets;
using DeepAvFusion.Media.Tests.Servers;

namespace DeepAvFusion.Faults.Cameras;

/// <summary>Sends MPEG-TS as datagrams to a port, whether anybody receives or not; some may get lost on the way.</summary>
internal sealed class UdpCamera : IAsyncDisposable
{
    private const int Datagram = 7 * Transport.PacketLength;

    private readonly CancellationTokenSource _stop = new();
    private readonly UdpClient _client = new();
    private readonly IPEndPoint _target = new(IPAddress.Loopback, Ports.Free(SocketType.Dgram));
    private readonly Random _random = new(1);
    private readonly Task _sending;

    public UdpCamera(string footage)
    {
        Player = new Player(footage);
        _sending = Player.PlayAsync(SendAsync, _stop.Token);
    }

    public Player Player { get; }

    public string Uri => $"udp://127.0.0.1:{_target.Port}";

    /// <summary>Share of the datagrams that never arrive.</summary>
    public double Loss { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync(byte[] bytes)
    {
        foreach (var datagram in bytes.Chunk(Datagram))
            if (_random.NextDouble() >= Loss)
                await _client.SendAsync(datagram, _target, _stop.Token);
    }
}

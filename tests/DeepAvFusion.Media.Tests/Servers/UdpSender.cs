using System.Net;
using System.Net.Sockets;

namespace DeepAvFusion.Media.Tests.Servers;

/// <summary>Sends a transport stream as datagrams at an even pace, whatever is in it, once somebody receives.</summary>
internal sealed class UdpSender : IAsyncDisposable
{
    private const int Datagram = 7 * 188;

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sending;

    public UdpSender(string path, int port, TimeSpan length) => _sending = SendAsync(File.ReadAllBytes(path), port, length);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task SendAsync(byte[] bytes, int port, TimeSpan length)
    {
        await Ports.Receiving(port);
        using var client = new UdpClient();
        var target = new IPEndPoint(IPAddress.Loopback, port);     // not connected: the receiver may go and come again
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var share = TimeSpan.FromMilliseconds(20) / length;
        var (sent, due) = (0, 0.0);
        while (sent < bytes.Length && await pace.WaitForNextTickAsync(_stop.Token))
            for (due += bytes.Length * share; sent < Math.Min(due, bytes.Length); sent += Datagram)
                await client.SendAsync(bytes.AsMemory(sent, Math.Min(Datagram, bytes.Length - sent)), target, _stop.Token);
    }
}

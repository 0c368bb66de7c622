using System.Net;
using System.Net.Sockets;

namespace DeepAvFusion.Media.Tests.Servers;

/// <summary>Ports of the loopback interface.</summary>
internal static class Ports
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A port nobody uses at this moment.</summary>
    public static int Free(SocketType type = SocketType.Stream)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, type, type == SocketType.Stream ? ProtocolType.Tcp : ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Done when something waits for datagrams on the port.</summary>
    public static async Task Receiving(int port)
    {
        using var limit = new CancellationTokenSource(Patience);
        var local = FormattableString.Invariant($":{port:X4}");
        while (!File.ReadLines("/proc/net/udp").Any(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1].EndsWith(local, StringComparison.Ordinal)))
            await Task.Delay(20, limit.Token);
    }

    /// <summary>Done when something listens on the port.</summary>
    public static async Task Listening(int port)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20, limit.Token);
            }
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace DeepAvFusion.Media.Tests.Servers;

/// <summary>Ports of the loopback interface.</summary>
internal static class Ports
{
    /// <summary>A port nobody uses at this moment.</summary>
    public static int Free(SocketType type = SocketType.Stream)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, type, type == SocketType.Stream ? ProtocolType.Tcp : ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Done when something listens on the port.</summary>
    public static async Task Listening(int port)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
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

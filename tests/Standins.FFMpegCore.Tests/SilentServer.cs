using System.Net;
using System.Net.Sockets;

namespace Standins.FFMpegCore.Tests;

/// <summary>A loopback server that takes connections and never answers.</summary>
internal sealed class SilentServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SilentServer() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url => new($"http://127.0.0.1:{Port}/live");

    public Task<Socket> AcceptAsync() => _listener.AcceptSocketAsync().WaitAsync(Patience.Long);

    /// <summary>Completes when every process that holds the other side is gone.</summary>
    public static async Task WaitForHangUpAsync(Socket socket)
    {
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer).WaitAsync(Patience.Long) > 0)
            {
            }
        }
        catch (SocketException)
        {
        }
    }

    public void Dispose() => _listener.Dispose();
}

using System.Net;
using System.Net.Sockets;

namespace DeepAvFusion.Media.Tests.Ffmpeg;

/// <summary>Takes connections and never says a word: FFmpeg waits there until it is ended.</summary>
internal sealed class SilentServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SilentServer() => _listener.Start();

    public Uri Address => new($"tcp://127.0.0.1:{Port}");

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Task<TcpClient> AcceptAsync() => _listener.AcceptTcpClientAsync();

    /// <summary>Completes when the other side is gone.</summary>
    public static async Task HangUpAsync(TcpClient connection)
    {
        var buffer = new byte[1024];
        try
        {
            while (await connection.GetStream().ReadAsync(buffer) > 0)
            {
                // what it asks for does not matter
            }
        }
        catch (IOException)
        {
            // reset: gone as well
        }
    }

    public void Dispose() => _listener.Dispose();
}

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DeepAvFusion.Media.Tests.Servers;

/// <summary>An RTSP server that sends everybody elsewhere, whatever is asked.</summary>
internal sealed class RedirectingCamera : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _answer;

    /// <param name="answer">Holds SEQUENCE where the number of the request goes.</param>
    public RedirectingCamera(string location, string answer = "RTSP/1.0 302 Moved\r\nCSeq: SEQUENCE\r\nLocation: LOCATION\r\n\r\n")
    {
        _answer = answer.Replace("LOCATION", location, StringComparison.Ordinal);
        _listener.Start();
        _ = LoopAsync();
    }

    public string Address => $"rtsp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/x";

    public void Dispose() => _listener.Dispose();

    private async Task LoopAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            using var reader = new StreamReader(client.GetStream());
            var sequence = "";
            while (await reader.ReadLineAsync() is { } line)
            {
                sequence = line.StartsWith("CSeq:", StringComparison.OrdinalIgnoreCase) ? line[5..].Trim() : sequence;
                if (line.Length == 0)
                    await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(_answer.Replace("SEQUENCE", sequence, StringComparison.Ordinal)));
            }
        }
    }
}

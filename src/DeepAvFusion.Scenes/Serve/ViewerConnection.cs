using System.Net.Sockets;
using System.Text;

namespace DeepAvFusion.Scenes.Serve;

/// <summary>One HTTP connection: reads the request, then sends a camera's stream until either side has enough.</summary>
internal sealed class ViewerConnection(TcpClient client, IReadOnlyList<SceneCamera> cameras)
{
    private const int LongestRequest = 8192;
    private static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(10);

    public async Task ServeAsync(bool full, CancellationToken cancellationToken)
    {
        using var _ = client;
        client.NoDelay = true;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var stream = client.GetStream();
            var request = await ReadRequestAsync(stream, ended.Token).ConfigureAwait(false);
            if (full) await AnswerAsync(stream, "503 Service Unavailable", "There are too many viewers already.", request, ended.Token).ConfigureAwait(false);
            else await RouteAsync(stream, request, ended).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // the viewer left, was too slow, or the server stops
        }
    }

    private async Task RouteAsync(NetworkStream stream, string[] request, CancellationTokenSource ended)
    {
        if (request.Length != 3 || !request[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            await AnswerAsync(stream, "400 Bad Request", "This is no HTTP request.", request, ended.Token).ConfigureAwait(false);
            return;
        }

        if (request[0] is not ("GET" or "HEAD"))
        {
            await AnswerAsync(stream, "405 Method Not Allowed", "Only GET and HEAD are served here.", request, ended.Token).ConfigureAwait(false);
            return;
        }

        var path = request[1].Split('?', 2)[0];
        var camera = cameras.FirstOrDefault(c => path == $"/{c.Settings.Name}.ts");
        var list = string.Join("\n", cameras.Select(c => $"/{c.Settings.Name}.ts"));
        if (camera is not null) await StreamAsync(stream, camera, request, ended).ConfigureAwait(false);
        else if (path == "/") await AnswerAsync(stream, "200 OK", list, request, ended.Token).ConfigureAwait(false);
        else await AnswerAsync(stream, "404 Not Found", $"There is no such camera. There are:\n{list}", request, ended.Token).ConfigureAwait(false);
    }

    private static async Task StreamAsync(NetworkStream stream, SceneCamera camera, string[] request, CancellationTokenSource ended)
    {
        var chunked = request[2] != "HTTP/1.0";
        var head = $"HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nCache-Control: no-store\r\nConnection: close\r\n{(chunked ? "Transfer-Encoding: chunked\r\n" : "")}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), ended.Token).ConfigureAwait(false);
        if (request[0] == "HEAD") return;
        using var viewer = camera.Broadcast.Join();
        using var dropped = viewer.Dropped.Register(() => _ = ended.CancelAsync());
        var watch = WatchAsync(stream, ended);
        var framed = new List<byte>();
        try
        {
            await foreach (var block in viewer.Blocks.ReadAllAsync(ended.Token).ConfigureAwait(false))
            {
                framed.Clear();
                if (chunked) framed.AddRange(Encoding.ASCII.GetBytes($"{block.Length:X}\r\n"));
                framed.AddRange(block);
                if (chunked) framed.AddRange("\r\n"u8);
                await stream.WriteAsync(framed.ToArray(), ended.Token).ConfigureAwait(false);
            }

            if (chunked) await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), ended.Token).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await watch.ConfigureAwait(false);
        }
    }

    /// <summary>Notices that the viewer has gone even while nothing is sent.</summary>
    private static async Task WatchAsync(NetworkStream stream, CancellationTokenSource ended)
    {
        var buffer = new byte[256];
        try
        {
            while (await stream.ReadAsync(buffer, ended.Token).ConfigureAwait(false) > 0)
            {
                // a viewer has nothing more to say
            }

            await ended.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            await ended.CancelAsync().ConfigureAwait(false);
        }
    }

    private static async Task AnswerAsync(NetworkStream stream, string status, string text, string[] request, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(text + "\n");
        var head = Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n");
        await stream.WriteAsync(request is ["HEAD", ..] ? head : [.. head, .. body], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The three words of the request's first line; its other lines do not matter here.</summary>
    private static async Task<string[]> ReadRequestAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(RequestTime);
        var buffer = new byte[LongestRequest];
        var length = 0;
        while (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            if (length == buffer.Length) return [];
            var count = await stream.ReadAsync(buffer.AsMemory(length), patience.Token).ConfigureAwait(false);
            if (count == 0) throw new IOException("The viewer left without asking for anything.");
            length += count;
        }

        var text = Encoding.ASCII.GetString(buffer, 0, length);
        return text[..text.IndexOf('\r', StringComparison.Ordinal)].Split(' ');
    }
}

using System.Net;

namespace DeepAvFusion.Media.Tests.Servers;

/// <summary>A small web server for one folder. /locked asks for a password, /stuck/NAME sends the first half of a file and then nothing more, /moved?URL redirects there, and /to/NAME where the test says.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _folder;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public WebServer(string folder)
    {
        _folder = folder;
        Port = Ports.Free();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _loop = LoopAsync();
    }

    public int Port { get; }

    /// <summary>Where /to/NAME redirects to.</summary>
    public Dictionary<string, string> Places { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Close();
        await _loop;
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        var answers = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                answers.Add(AnswerAsync(await _listener.GetContextAsync()));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                break;
            }
        }
        await Task.WhenAll(answers);
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var path = context.Request.Url!.AbsolutePath.TrimStart('/');
            var isStuck = path.StartsWith("stuck/", StringComparison.Ordinal);
            var file = Path.Combine(_folder, isStuck ? path[6..] : path);
            if (path.StartsWith("locked", StringComparison.Ordinal))
                context.Response.StatusCode = 401;
            else if (path.StartsWith("moved", StringComparison.Ordinal))
                (context.Response.StatusCode, context.Response.RedirectLocation) = (302, Uri.UnescapeDataString(context.Request.Url.Query.TrimStart('?')));
            else if (path.StartsWith("to/", StringComparison.Ordinal))
                (context.Response.StatusCode, context.Response.RedirectLocation) = (307, Places[path[3..]]);
            else if (!File.Exists(file))
                context.Response.StatusCode = 404;
            else
            {
                var bytes = await File.ReadAllBytesAsync(file, _stop.Token);
                if (context.Request.Headers["Range"] is ['b', 'y', 't', 'e', 's', '=', .. var range] && !isStuck)
                {
                    var from = int.Parse(range.Split('-')[0], System.Globalization.CultureInfo.InvariantCulture);
                    context.Response.StatusCode = 206;
                    context.Response.AddHeader("Content-Range", $"bytes {from}-{bytes.Length - 1}/{bytes.Length}");
                    bytes = bytes[from..];
                }
                context.Response.SendChunked = isStuck;
                await context.Response.OutputStream.WriteAsync(isStuck ? bytes.AsMemory(0, bytes.Length / 2) : bytes, _stop.Token);
                if (isStuck)
                {
                    await context.Response.OutputStream.FlushAsync(_stop.Token);
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }
            }
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            // the client, or the test, has gone
        }
    }
}

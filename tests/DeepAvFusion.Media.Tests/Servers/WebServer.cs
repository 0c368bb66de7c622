using System.Collections.Concurrent;
using System.Net;

namespace DeepAvFusion.Media.Tests.Servers;

/// <summary>A small web server for one folder. /locked asks for a password, /private/NAME knows the user `admin` with the password `hunter2`, /list/NAME is a playlist that the test wrote, /stuck/NAME sends the first half of a file and then nothing more, /cut/NAME announces a whole file, sends the first half and hangs up, /pace/SECONDS/NAME takes so long to send a file, without telling its length, /unmeasured/NAME sends a file as fast as it can without telling its length or parts of it, /still/NAME sends a picture over and over, five times a second, /moved?URL redirects there, and /to/NAME where the test says.</summary>
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

    /// <summary>What /list/NAME holds.</summary>
    public Dictionary<string, string> Lists { get; } = [];

    /// <summary>Whatever was asked for, with its query.</summary>
    public ConcurrentBag<string> Asked { get; } = [];

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

    private async Task CutAsync(HttpListenerResponse response, byte[] bytes)
    {
        response.ContentLength64 = bytes.Length;
        await response.OutputStream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), _stop.Token);
        await response.OutputStream.FlushAsync(_stop.Token);
        response.Abort();
    }

    private async Task PaceAsync(HttpListenerResponse response, byte[] bytes, int seconds)
    {
        response.SendChunked = true;
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(0.1));
        foreach (var piece in bytes.Chunk((bytes.Length / (seconds * 10)) + 1))
        {
            await pace.WaitForNextTickAsync(_stop.Token);
            await response.OutputStream.WriteAsync(piece, _stop.Token);
            await response.OutputStream.FlushAsync(_stop.Token);
        }
    }

    private async Task RepeatAsync(HttpListenerResponse response, byte[] jpeg)
    {
        response.SendChunked = true;
        response.ContentType = "multipart/x-mixed-replace; boundary=frame";
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(0.2));
        while (await pace.WaitForNextTickAsync(_stop.Token))
        {
            await response.OutputStream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {jpeg.Length}\r\n\r\n"), _stop.Token);
            await response.OutputStream.WriteAsync(jpeg, _stop.Token);
            await response.OutputStream.WriteAsync("\r\n"u8.ToArray(), _stop.Token);
            await response.OutputStream.FlushAsync(_stop.Token);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var path = context.Request.Url!.AbsolutePath.TrimStart('/');
            Asked.Add(context.Request.Url.PathAndQuery);
            if (path.StartsWith("private/", StringComparison.Ordinal))
            {
                if (context.Request.Headers["Authorization"] != "Basic " + Convert.ToBase64String("admin:hunter2"u8))
                {
                    context.Response.StatusCode = 401;
                    context.Response.AddHeader("WWW-Authenticate", "Basic realm=\"camera\"");
                    context.Response.Close();
                    return;
                }
                path = path[8..];
            }
            var isStuck = path.StartsWith("stuck/", StringComparison.Ordinal);
            var file = Path.Combine(_folder, isStuck ? path[6..] : path);
            if (path.StartsWith("locked", StringComparison.Ordinal))
                context.Response.StatusCode = 401;
            else if (path.StartsWith("moved", StringComparison.Ordinal))
                (context.Response.StatusCode, context.Response.RedirectLocation) = (302, Uri.UnescapeDataString(context.Request.Url.Query.TrimStart('?')));
            else if (path.StartsWith("to/", StringComparison.Ordinal))
                (context.Response.StatusCode, context.Response.RedirectLocation) = (307, Places[path[3..]]);
            else if (path.StartsWith("cut/", StringComparison.Ordinal))
                await CutAsync(context.Response, await File.ReadAllBytesAsync(Path.Combine(_folder, path[4..]), _stop.Token));
            else if (path.StartsWith("pace/", StringComparison.Ordinal) && path.Split('/') is [_, var seconds, var name])
                await PaceAsync(context.Response, await File.ReadAllBytesAsync(Path.Combine(_folder, name), _stop.Token), int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture));
            else if (path.StartsWith("unmeasured/", StringComparison.Ordinal))
            {
                context.Response.SendChunked = true;
                await context.Response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(Path.Combine(_folder, path[11..]), _stop.Token), _stop.Token);
            }
            else if (path.StartsWith("whole/", StringComparison.Ordinal))
            {
                var bytes = await File.ReadAllBytesAsync(Path.Combine(_folder, path[6..]), _stop.Token);
                context.Response.ContentLength64 = bytes.Length;
                await context.Response.OutputStream.WriteAsync(bytes, _stop.Token);
            }
            else if (path.StartsWith("still/", StringComparison.Ordinal))
                await RepeatAsync(context.Response, await File.ReadAllBytesAsync(Path.Combine(_folder, path[6..]), _stop.Token));
            else if (path.StartsWith("list/", StringComparison.Ordinal))
                await context.Response.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Lists[path[5..]]), _stop.Token);
            else if (!File.Exists(file))
                context.Response.StatusCode = 404;
            else
            {
                var bytes = await File.ReadAllBytesAsync(file, _stop.Token);
                if (context.Request.Headers["Range"] is ['b', 'y', 't', 'e', 's', '=', .. var range] && !isStuck)
                {
                    var from = int.Parse(range.Split('-')[0], System.Globalization.CultureInfo.InvariantCulture);
                    var to = range.Split('-')[1] is { Length: > 0 } last ? Math.Min(int.Parse(last, System.Globalization.CultureInfo.InvariantCulture) + 1, bytes.Length) : bytes.Length;
                    context.Response.StatusCode = 206;
                    context.Response.AddHeader("Content-Range", $"bytes {from}-{to - 1}/{bytes.Length}");
                    bytes = bytes[from..to];
                }
                if (isStuck)
                    context.Response.SendChunked = true;
                else
                    context.Response.ContentLength64 = bytes.Length;
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

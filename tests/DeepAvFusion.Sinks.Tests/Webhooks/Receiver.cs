using System.Net;
using System.Net.Sockets;

namespace DeepAvFusion.Sinks.Tests.Webhooks;

/// <summary>A real web server that takes messages, or does with them what a test says.</summary>
internal sealed class Receiver : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpListener _listener = new();
    private readonly List<Message> _messages = [];
    private readonly Lock _lock = new();

    public Receiver()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Url = new Uri($"http://{free.LocalEndpoint}/events/");
        free.Stop();
        _listener.Prefixes.Add(Url.ToString());
    }

    public Uri Url { get; }

    /// <summary>Answers a message with a status.</summary>
    public Func<Message, int> Answer { get; set; } = _ => 204;

    /// <summary>Messages that were answered with success, in order.</summary>
    public IReadOnlyList<Message> Taken
    {
        get
        {
            lock (_lock)
                return [.. _messages];
        }
    }

    public Receiver Start()
    {
        _listener.Start();
        _ = ServeAsync();
        return this;
    }

    public async Task<IReadOnlyList<Message>> UntilAsync(int count)
    {
        await Waiting.UntilAsync(() => Taken.Count >= count, Patience);
        return Taken;
    }

    public void Dispose() => ((IDisposable)_listener).Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var message = new Message(await reader.ReadToEndAsync(), context.Request.Headers.AllKeys.OfType<string>().ToDictionary(key => key, key => context.Request.Headers[key] ?? "", StringComparer.OrdinalIgnoreCase));
                var status = Answer(message);
                if (status is >= 200 and < 300)
                    lock (_lock)
                        _messages.Add(message);
                if (status is >= 300 and < 400)
                    context.Response.RedirectLocation = Url + "elsewhere";
                context.Response.StatusCode = status;
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // the test is over
        }
    }
}

/// <summary>What came.</summary>
internal sealed record Message(string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Id => Headers["webhook-id"];
}

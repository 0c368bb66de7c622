using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace DeepAvFusion.Faults.Cameras;

/// <summary>What a camera does with whoever connects.</summary>
internal enum CameraMode
{
    /// <summary>Sends its footage.</summary>
    Plays,

    /// <summary>Takes the connection and sends nothing.</summary>
    Mute,

    /// <summary>Sends the headers of the answer and nothing more.</summary>
    HeadersOnly,

    /// <summary>Sends a byte a second.</summary>
    Dribbles,

    /// <summary>Sends random bytes.</summary>
    Garbage,
}

/// <summary>A camera that sends MPEG-TS over HTTP at the pace of its clock, and fails on demand. Whoever connects gets the footage from its beginning.</summary>
internal sealed class Camera : IAsyncDisposable
{
    private static readonly byte[] Headers = "HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nConnection: close\r\n\r\n"u8.ToArray();
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<TcpClient, Task> _clients = new();
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public Camera(string footage)
    {
        Player = new Player(footage);
        Accept();
    }

    public int Port { get; private set; }

    public string Uri => $"http://127.0.0.1:{Port}/live.ts";

    /// <summary>What it shows, and how.</summary>
    public Player Player { get; }

    public CameraMode Mode { get; set; }

    public int Connections => _clients.Count;

    /// <summary>Hangs up, and refuses connections from now on.</summary>
    public async Task RefuseAsync()
    {
        _listener?.Stop();
        _listener = null;
        await _accepting;
        HangUp();
    }

    public void Accept()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port) { ExclusiveAddressUse = false };
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public void HangUp()
    {
        foreach (var client in _clients.Keys)
            client.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await RefuseAsync();
        await Task.WhenAll(_clients.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync();
                _clients[client] = ServeAsync(client);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        await Task.Yield();
        try
        {
            await using var stream = client.GetStream();
            var request = new byte[4096];
            _ = await stream.ReadAsync(request, _stop.Token);
            if (Mode == CameraMode.Mute)
                await WaitForEndAsync(stream);
            await stream.WriteAsync(Headers, _stop.Token);
            switch (Mode)
            {
                case CameraMode.HeadersOnly:
                    await WaitForEndAsync(stream);
                    break;
                case CameraMode.Dribbles:
                    await SendAsync(stream, _ => 1, TimeSpan.FromSeconds(1));
                    break;
                case CameraMode.Garbage:
                    await SendAsync(stream, RandomNumberGenerator.GetInt32, Tick);
                    break;
                default:
                    await Player.PlayAsync(bytes => stream.WriteAsync(bytes, _stop.Token).AsTask(), _stop.Token);
                    break;
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // one of the two has hung up
        }
        finally
        {
            client.Dispose();
            _clients.TryRemove(client, out _);
        }
    }

    private async Task WaitForEndAsync(NetworkStream stream)
    {
        while (await stream.ReadAsync(new byte[256], _stop.Token) > 0)
            continue;
        throw new IOException("the other side has hung up");
    }

    private async Task SendAsync(NetworkStream stream, Func<int, int> length, TimeSpan every)
    {
        using var pace = new PeriodicTimer(every);
        while (await pace.WaitForNextTickAsync(_stop.Token))
            await stream.WriteAsync(RandomNumberGenerator.GetBytes(length(1000)), _stop.Token);
    }
}

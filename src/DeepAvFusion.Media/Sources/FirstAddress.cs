using System.Net;
using System.Net.Sockets;

namespace DeepAvFusion.Media.Sources;

/// <summary>Connects to the first of several addresses that answers: each next one is tried a moment later, so that one which is silent holds up nobody.</summary>
internal static class FirstAddress
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    /// <exception cref="SocketException">None answers.</exception>
    public static async Task<NetworkStream> ConnectAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellation)
    {
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var waiting = new Queue<IPAddress>(addresses);
        var running = new List<Task<Socket>>();
        try
        {
            while (true)
            {
                if (waiting.TryDequeue(out var next))
                    running.Add(OneAsync(next, port, others.Token));
                var first = Task.WhenAny(running);
                if (waiting.Count > 0)
                    await Task.WhenAny(first, Task.Delay(Step, others.Token)).ConfigureAwait(false);
                else
                    await first.ConfigureAwait(false);
                foreach (var done in running.Where(attempt => attempt.IsCompleted).ToList())
                {
                    running.Remove(done);
                    if (done.IsCompletedSuccessfully || (running.Count == 0 && waiting.Count == 0))
                        return new NetworkStream(await done.ConfigureAwait(false), ownsSocket: true);
                }
            }
        }
        finally
        {
            await others.CancelAsync().ConfigureAwait(false);
            foreach (var attempt in running)
                _ = GiveUpAsync(attempt);
        }
    }

    private static async Task GiveUpAsync(Task<Socket> attempt)
    {
        await ((Task)attempt).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (attempt.IsCompletedSuccessfully)
            attempt.Result.Dispose();
    }

    private static async Task<Socket> OneAsync(IPAddress address, int port, CancellationToken cancellation)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, port, cancellation).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

using System.Diagnostics;
using System.Net.Sockets;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Sinks;

namespace DeepAvFusion.Server.Tests.Live;

/// <summary>Viewers that hold a live channel and read nothing.</summary>
public sealed class SilentViewerSpecs : IAsyncLifetime
{
    private static readonly StreamId Stream = new("cam");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await RunningServer.StartAsync("davf.sinks.live.watchers=2");
        await _server.Analyzer.AddAsync(new StreamSettings(Stream, "rtsp://cam.invalid/", null, null), CancellationToken.None);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Are_closed_after_ten_seconds_and_give_up_their_places()
    {
        var begin = Stopwatch.GetTimestamp();
        var (mute, first) = await _server.WatchAsync("cam");
        var (flooded, second) = await _server.WatchAsync("cam");
        using (mute)
        using (flooded)
        {
            Assert.Contains(" 101 ", first);
            Assert.Contains(" 101 ", second);
            var (third, refused) = await _server.WatchAsync("cam");
            third.Dispose();
            Assert.Contains(" 429 ", refused);
            var closed = ReadToEndAsync(mute);                     // reads, yet answers no ping
            for (var i = 0; i < 200; i++)                          // takes nothing at all of what is sent
                await _server.Hub.WriteAsync(new PreviewItem(Stream, new RunId(1), new PreviewFrame { Time = MediaTime.Zero, ArrivedAt = DateTimeOffset.UnixEpoch, Jpeg = Lease.Rent<byte>(64 * 1024) }), CancellationToken.None);
            await closed.WaitAsync(Patience);
            await PlacesAreFreeAsync().WaitAsync(Patience);
            Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.FromSeconds(4), Patience);
        }
    }

    private static async Task ReadToEndAsync(TcpClient connection)
    {
        try
        {
            await connection.GetStream().CopyToAsync(System.IO.Stream.Null);
        }
        catch (IOException)
        {
            // the server broke it off
        }
    }

    private async Task PlacesAreFreeAsync()
    {
        using var probe = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await probe.WaitForNextTickAsync())
        {
            using var first = _server.Hub.Watch(Stream);
            using var second = _server.Hub.Watch(Stream);
            if (first is not null && second is not null)
                return;
        }
    }
}

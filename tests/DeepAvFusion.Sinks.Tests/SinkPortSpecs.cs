using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;

namespace DeepAvFusion.Sinks.Tests;

public sealed class SinkPortSpecs
{
    [Fact]
    public async Task A_full_live_port_drops_its_oldest_item_and_gives_its_buffer_back()
    {
        var before = LeaseCount.Outstanding;
        var sink = new RecordingSink();
        using (var port = new SinkPort(sink, capacity: 2, waits: false))
        {
            for (var i = 0; i < 5; i++)
            {
                using var item = Picture(i);
                await port.BringAsync(item, CancellationToken.None);
            }
            port.Close();
            await port.PumpAsync(CancellationToken.None);
        }
        Assert.Equal([3, 4], sink.Times);
        Assert.Equal(before, LeaseCount.Outstanding);
    }

    [Fact]
    public async Task A_full_waiting_port_makes_its_producer_wait_and_loses_nothing()
    {
        var sink = new RecordingSink();
        using var port = new SinkPort(sink, capacity: 1, waits: true);
        using var first = Picture(0);
        using var second = Picture(1);
        await port.BringAsync(first, CancellationToken.None);
        var waiting = port.BringAsync(second, CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);
        var pump = port.PumpAsync(CancellationToken.None);
        await waiting;
        port.Close();
        await pump;
        Assert.Equal([0, 1], sink.Times);
    }

    [Fact]
    public async Task A_sink_that_fails_tells_its_port_and_the_item_is_given_back()
    {
        var before = LeaseCount.Outstanding;
        var sink = new RecordingSink { Fails = true };
        using (var port = new SinkPort(sink, capacity: 4, waits: false))
        {
            using (var item = Picture(0))
                await port.BringAsync(item, CancellationToken.None);
            await Assert.ThrowsAsync<UserErrorException>(() => port.PumpAsync(CancellationToken.None));
        }
        Assert.Equal(before, LeaseCount.Outstanding);
    }

    [Fact]
    public async Task Items_that_a_sink_does_not_want_are_not_brought_to_it()
    {
        var sink = new RecordingSink();
        using var port = new SinkPort(sink, capacity: 4, waits: false);
        await port.BringAsync(new AnalysisItem(Analyses.Make()), CancellationToken.None);
        port.Close();
        await port.PumpAsync(CancellationToken.None);
        Assert.Empty(sink.Times);
    }

    private static PictureItem Picture(int second) => new(Analyses.Stream, new RunId(1), new PictureFrame
    {
        Time = MediaTime.FromSeconds(second),
        ArrivedAt = DateTimeOffset.UnixEpoch,
        Rgb = Lease.Rent<byte>(3),
        Width = 1,
        Height = 1,
    });

    private sealed class RecordingSink : IStreamSink
    {
        public string Name => "recording";

        public bool Fails { get; init; }

        public List<double> Times { get; } = [];

        public bool Wants(Type item) => item == typeof(PictureItem);

        public ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
        {
            if (Fails)
                throw new UserErrorException("Cannot write: the disk is full.");
            Times.Add(((PictureItem)item).Picture.Time.Seconds);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;

namespace DeepAvFusion.Sinks.Tests;

public sealed class SinkPortSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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
            await PumpAsync(port);
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
        var pump = PumpAsync(port);
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
            await Assert.ThrowsAsync<UserErrorException>(() => PumpAsync(port));
        }
        Assert.Equal(before, LeaseCount.Outstanding);
    }

    [Fact]
    public async Task A_port_is_drained_only_when_its_sink_is_through_with_the_last_item()
    {
        var sink = new RecordingSink { Holds = new TaskCompletionSource() };
        using var port = new SinkPort(sink, capacity: 4, waits: false);
        using (var item = Picture(0))
            await port.BringAsync(item, CancellationToken.None);
        port.Close();
        var pump = PumpAsync(port);
        var drained = port.DrainedAsync();
        Assert.False(drained.IsCompleted);
        sink.Holds.SetResult();
        await drained;
        Assert.Equal([0], sink.Times);
        await pump;
    }

    [Fact]
    public async Task Items_that_a_sink_does_not_want_are_not_brought_to_it()
    {
        var sink = new RecordingSink();
        using var port = new SinkPort(sink, capacity: 4, waits: false);
        await port.BringAsync(new AnalysisItem(Analyses.Make()), CancellationToken.None);
        Assert.False(port.Opened.TryRead(out _));
        port.Close();
        await port.DrainedAsync();
        Assert.Empty(sink.Times);
    }

    [Fact]
    public async Task A_full_lane_of_one_stream_costs_no_other_stream_anything()
    {
        var sink = new RecordingSink();
        using var port = new SinkPort(sink, capacity: 2, waits: false);
        using (var quiet = Picture(100, "yard"))
            await port.BringAsync(quiet, CancellationToken.None);
        for (var i = 0; i < 9; i++)
        {
            using var item = Picture(i);
            await port.BringAsync(item, CancellationToken.None);
        }
        port.Close();
        await PumpAsync(port);
        await PumpAsync(port);
        Assert.Equal([100, 7, 8], sink.Times);
    }

    [Fact]
    public async Task A_stream_that_is_gone_gets_a_new_lane_when_its_name_comes_back()
    {
        using var port = new SinkPort(new RecordingSink(), capacity: 4, waits: false);
        await port.BringAsync(new StreamGoneItem(Analyses.Stream), CancellationToken.None);
        await PumpAsync(port);
        using (var item = Picture(1))
            await port.BringAsync(item, CancellationToken.None);
        Assert.True(port.Opened.TryRead(out var lane));
        Assert.Equal(Analyses.Stream, lane.Stream);
    }

    /// <summary>What the engine does with the next lane.</summary>
    private static async Task PumpAsync(SinkPort port)
    {
        var lane = await port.Opened.ReadAsync().AsTask().WaitAsync(Patience);
        await lane.PumpAsync(() => { }, CancellationToken.None).WaitAsync(Patience);
        port.Ended(lane);
    }

    private static PictureItem Picture(int second, string? stream = null) => new(stream is null ? Analyses.Stream : new StreamId(stream), new RunId(1), new PictureFrame
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

        public bool Wants(Type item) => item == typeof(PictureItem) || item == typeof(StreamGoneItem);

        public TaskCompletionSource? Holds { get; init; }

        public async ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
        {
            if (Fails)
                throw new UserErrorException("Cannot write: the disk is full.");
            if (Holds is { } holds)
                await holds.Task;
            if (item is PictureItem { Picture: var picture })
                Times.Add(picture.Time.Seconds);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

using System.Threading.Channels;
using Akka.Actor;
using DeepAvFusion.Core;
using DeepAvFusion.Engine.Sinks;
using DeepAvFusion.Sinks;

namespace DeepAvFusion.Engine.Tests.Sinks;

/// <summary>How a sink's pump is kept going.</summary>
public sealed class SinkActorSpecs : ActorSpecs
{
    private static readonly RunEndedItem Item = new(Door, new RunId(1));

    private readonly ScriptedSink _sink = new();

    [Fact]
    public async Task What_is_brought_is_written()
    {
        var (port, _) = Start();
        await port.BringAsync(Item, CancellationToken.None);
        Assert.Equal(Item, await _sink.WrittenAsync());
    }

    [Fact]
    public async Task A_sink_that_cannot_write_is_noted_and_tried_again_after_a_pause()
    {
        var (port, actor) = Start();
        _sink.Fault = new UserErrorException("The disk is full: make room.");
        await port.BringAsync(Item, CancellationToken.None);
        Until(() => SinkBoard.Failures.Count > 0);
        Assert.Equal("The disk is full: make room.", Assert.Single(SinkBoard.Failures).Line);
        Settle(actor);
        _sink.Fault = null;
        await port.BringAsync(Item, CancellationToken.None);
        Pass(TimeSpan.FromSeconds(4));
        Settle(actor);
        Assert.False(_sink.HasWritten);
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(Item, await _sink.WrittenAsync());
        await port.BringAsync(Item, CancellationToken.None);
        await _sink.WrittenAsync();                                 // its news of the first one is with the actor by now
        Settle(actor);
        Assert.NotEmpty(SinkBoard.Failures);
        Pass(TimeSpan.FromSeconds(10));
        Until(() => SinkBoard.Failures.Count == 0);
        Assert.NotNull(SinkBoard.First);
    }

    [Fact]
    public async Task One_that_fails_again_before_it_has_written_for_a_while_has_not_recovered()
    {
        var (port, actor) = Start();
        await FailsAndWritesAgainAsync(port, actor);
        _sink.Fault = new UserErrorException("The disk is full again: make room.");
        await port.BringAsync(Item, CancellationToken.None);
        Until(() => SinkBoard.Failures is [{ Line: "The disk is full again: make room." }]);
        Settle(actor);
        Pass(TimeSpan.FromSeconds(10));
        Settle(actor);
        Assert.NotEmpty(SinkBoard.Failures);
    }

    [Fact]
    public async Task What_a_removed_stream_had_recovered_from_is_not_counted_for_the_next_one_of_its_name()
    {
        var (port, actor) = Start();
        await FailsAndWritesAgainAsync(port, actor);
        await port.BringAsync(new StreamGoneItem(Door), CancellationToken.None);
        await _sink.WrittenAsync();
        Until(() => SinkBoard.Failures.Count == 0);
        _sink.Fault = new UserErrorException("The disk is full again: make room.");
        await port.BringAsync(Item, CancellationToken.None);
        Until(() => SinkBoard.Failures.Count > 0);
        Settle(actor);
        Pass(TimeSpan.FromSeconds(10));
        Settle(actor);
        Assert.NotEmpty(SinkBoard.Failures);
    }

    [Fact]
    public async Task A_failure_of_one_stream_leaves_the_other_streams_alone()
    {
        var (port, _) = Start();
        var other = new RunEndedItem(new StreamId("yard"), new RunId(1));
        _sink.FaultOf = Door;
        await port.BringAsync(Item, CancellationToken.None);
        await _sink.FailedAsync();
        await port.BringAsync(other, CancellationToken.None);
        Assert.Equal(other, await _sink.WrittenAsync());
        Until(() => SinkBoard.Failures.Count > 0);
        Assert.Equal(Door, Assert.Single(SinkBoard.Failures).Stream);
    }

    [Fact]
    public async Task A_stream_that_hangs_in_a_sink_does_not_hold_up_the_others()
    {
        var (port, _) = Start();
        var other = new RunEndedItem(new StreamId("yard"), new RunId(1));
        _sink.Hangs = true;
        await port.BringAsync(Item, CancellationToken.None);
        await _sink.HangingAsync();
        _sink.Hangs = false;
        await port.BringAsync(other, CancellationToken.None);
        Assert.Equal(other, await _sink.WrittenAsync());
    }

    [Fact]
    public async Task Closing_tries_a_pausing_stream_once_more_and_does_not_wait_for_its_pause()
    {
        var (port, actor) = Start();
        Watch(actor);
        _sink.FaultOf = Door;
        await port.BringAsync(Item, CancellationToken.None);
        await _sink.FailedAsync();
        Until(() => SinkBoard.Failures.Count > 0);
        for (var i = 0; i < 3; i++)
            await port.BringAsync(Item, CancellationToken.None);
        port.Close();
        await port.DrainedAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await _sink.FailedAsync();
        Assert.Equal(actor, ExpectMsg<Terminated>().ActorRef);
        Assert.False(_sink.HasWritten);
        Assert.NotEmpty(SinkBoard.Failures);
    }

    [Fact]
    public async Task A_removed_stream_leaves_neither_lane_nor_failure()
    {
        var (port, actor) = Start();
        var gone = new StreamGoneItem(Door);
        SinkBoard.Fail("scripted", Door, "The disk is full: make room.");
        await port.BringAsync(gone, CancellationToken.None);
        Assert.Equal(gone, await _sink.WrittenAsync());
        Until(() => SinkBoard.Failures.Count == 0);
        Watch(actor);
        port.Close();
        await port.DrainedAsync().WaitAsync(TimeSpan.FromSeconds(60));
        ExpectTerminated(actor);
    }

    [Fact]
    public async Task The_same_failure_is_logged_once_whatever_file_it_is_of()
    {
        var (port, actor) = Start();
        await EventFilter.Error(contains: "Sink scripted, stream door: IOException: '").ExpectOneAsync(async () =>
        {
            SinkFailure? told = null;
            for (var tries = 0; tries < 3; tries++)
            {
                _sink.Fault = new IOException($"'overlay-{tries}.mp4' has no room");
                await port.BringAsync(Item, CancellationToken.None);
                Until(() => SinkBoard.Failures is [var failure] && !ReferenceEquals(failure, told));
                told = SinkBoard.Failures[0];
                Settle(actor);                                      // it has set the pause
                Pass(TimeSpan.FromSeconds(5));
                Settle(actor);
            }
        });
        Assert.Contains("overlay-2", SinkBoard.Failures[0].Line, StringComparison.Ordinal);
        Assert.Equal(DateTimeOffset.UnixEpoch, SinkBoard.Failures[0].Since);
    }

    [Fact]
    public async Task A_closed_port_is_emptied_and_ends_the_actor()
    {
        var (port, actor) = Start();
        Watch(actor);
        await port.BringAsync(Item, CancellationToken.None);
        port.Close();
        Assert.Equal(actor, ExpectMsg<Terminated>().ActorRef);
        Assert.True(_sink.HasWritten);
    }

    [Fact]
    public async Task Stopping_the_actor_interrupts_a_write_that_hangs()
    {
        var (port, actor) = Start();
        _sink.Hangs = true;
        await port.BringAsync(Item, CancellationToken.None);
        await _sink.HangingAsync();
        Sys.Stop(actor);
        await _sink.InterruptedAsync();
    }

    /// <summary>The sink could not write, can again, and its actor knows.</summary>
    private async Task FailsAndWritesAgainAsync(SinkPort port, IActorRef actor)
    {
        _sink.Fault = new UserErrorException("The disk is full: make room.");
        await port.BringAsync(Item, CancellationToken.None);
        Until(() => SinkBoard.Failures.Count > 0);
        Settle(actor);
        _sink.Fault = null;
        Pass(TimeSpan.FromSeconds(5));
        for (var items = 0; items < 2; items++)                     // with the second one, the news of the first is with the actor
        {
            await port.BringAsync(Item, CancellationToken.None);
            await _sink.WrittenAsync();
        }
        Settle(actor);
    }

    private (SinkPort Port, IActorRef Actor) Start()
    {
        var port = new SinkPort(_sink, capacity: 8, waits: false);
        return (port, Sys.ActorOf(Props.Create(() => new SinkActor(port, SinkBoard))));
    }

    /// <summary>A sink that writes, fails or hangs as a test says.</summary>
    private sealed class ScriptedSink : IStreamSink
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

        private readonly Channel<SinkItem> _written = Channel.CreateUnbounded<SinkItem>();
        private readonly SemaphoreSlim _failed = new(0);
        private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _interrupted = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => "scripted";

        public volatile Exception? Fault;

        public volatile bool Hangs;

        /// <summary>The one stream whose items fail; null for none.</summary>
        public StreamId? FaultOf { get; set; }

        public bool HasWritten => _written.Reader.Count > 0;

        public bool Wants(Type item) => true;

        public async ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
        {
            if ((item.Stream == FaultOf ? new UserErrorException("No room here.") : Fault) is { } fault)
            {
                _failed.Release();
                throw fault;
            }
            if (Hangs)
            {
                _hanging.SetResult();
                await using var registration = cancel.Register(_interrupted.SetResult);
                await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
            }
            await _written.Writer.WriteAsync(item, cancel);
        }

        public async Task<SinkItem> WrittenAsync() => await _written.Reader.ReadAsync().AsTask().WaitAsync(Patience);

        public async Task FailedAsync() => Assert.True(await _failed.WaitAsync(Patience));

        public Task HangingAsync() => _hanging.Task.WaitAsync(Patience);

        public Task InterruptedAsync() => _interrupted.Task.WaitAsync(Patience);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

using System.Threading.Channels;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace AkkaStreamsSpecs;

/// <summary>A whole live pipeline: channel, own stage, actor, hub, sinks; with faults.</summary>
public sealed class PipelineSpecs : StreamSpecs
{
    [Fact]
    public async Task Carries_elements_from_a_channel_through_an_actor_to_several_sinks()
    {
        var channel = Channel.CreateBounded<int>(8);
        var worker = Sys.ActorOf(Props.Create(() => new Worker()));
        var (killSwitch, hub) = ChannelSource.FromReader(channel.Reader)
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Right)
            .Via(new Map<int, int>(n => n + 1))
            .SelectAsync(2, n => worker.Ask<string>(n, Patience))
            .ToMaterialized(BroadcastHub.Sink<string>(16), Keep.Both)
            .Run(Materializer);
        var one = hub.RunWith(Sink.Seq<string>(), Materializer);
        var two = hub.Async().RunWith(Sink.Seq<string>(), Materializer);

        for (var i = 0; i < 50; i++)
            await channel.Writer.WriteAsync(i);
        channel.Writer.Complete();

        var expected = Enumerable.Range(1, 50).Select(n => $"<{n}>");
        Assert.Equal(expected, await Soon(one));
        Assert.Equal(50, (await Soon(two)).Count);
        killSwitch.Shutdown();
    }

    [Fact]
    public async Task Ends_everything_by_its_switch_while_an_ask_is_open()
    {
        await this.AssertAllStagesStoppedAsync(
            async () =>
            {
                var channel = Channel.CreateUnbounded<int>();
                var silent = CreateTestProbe();
                var (killSwitch, hub) = ChannelSource.FromReader(channel.Reader)
                    .ViaMaterialized(KillSwitches.Single<int>(), Keep.Right)
                    .SelectAsync(2, n => silent.Ref.Ask<string>(n, Patience))
                    .ToMaterialized(BroadcastHub.Sink<string>(16), Keep.Both)
                    .Run(Materializer);
                var end = hub.RunWith(Sink.Ignore<string>(), Materializer);
                channel.Writer.TryWrite(1);
                silent.ExpectMsg(1);

                killSwitch.Abort(new TestException("stop"));

                Assert.IsType<TestException>((await Assert.ThrowsAsync<AggregateException>(() => Soon(end))).InnerException);
            },
            Materializer);
    }

    [Fact]
    public async Task Restarts_the_source_and_keeps_the_rest_running()
    {
        var runs = 0;
        var worker = Sys.ActorOf(Props.Create(() => new Worker()));
        var settings = RestartSettings.Create(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(5), 0);
        var source = RestartSource.OnFailuresWithBackoff(
            () =>
            {
                var run = Interlocked.Increment(ref runs);
                return Numbers(run * 10, 5).Select(n => run < 4 && n % 10 == 3 ? throw new TestException("lost") : n);
            },
            settings);

        var all = await Run(source.Async().SelectAsync(2, n => worker.Ask<string>(n, Patience)));

        Assert.Equal(["<10>", "<11>", "<12>", "<20>"], all.Take(4));
        Assert.Equal("<44>", all[^1]);
        Assert.Equal(14, all.Count);
    }

    [Fact]
    public async Task Sheds_the_oldest_under_overload_and_never_more_than_it_must()
    {
        var gate = new TaskCompletionSource();
        var (queue, all) = Source.Queue<int>(64, OverflowStrategy.Backpressure)
            .Buffer(4, OverflowStrategy.DropHead)
            .SelectAsync(1, async n =>
            {
                await gate.Task;
                return n;
            })
            .ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);
        for (var i = 1; i <= 20; i++)
            await Soon(queue.OfferAsync(i));

        gate.SetResult();
        queue.Complete();

        var kept = await Soon(all);
        Assert.Equal([17, 18, 19, 20], kept.TakeLast(4));
        Assert.InRange(kept.Count, 5, 6);
    }

    [Fact]
    public async Task Stays_whole_under_many_streams_at_once()
    {
        var results = await Soon(Task.WhenAll(Enumerable.Range(0, 50).Select(k =>
            Numbers(0, 500).Async().Select(n => n + k).SelectAsync(4, n => Task.Run(() => n)).Async().RunAggregate(0, (a, n) => a + n, Materializer))));

        Assert.Equal(Enumerable.Range(0, 50).Select(k => (500 * 499 / 2) + (500 * k)), results);
    }

    private sealed class Worker : ReceiveActor
    {
        public Worker() => Receive<int>(n => Sender.Tell($"<{n}>"));
    }
}

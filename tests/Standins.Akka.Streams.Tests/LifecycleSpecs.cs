using Akka.Actor;
using Akka.Pattern;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace AkkaStreamsSpecs;

public sealed class LifecycleSpecs : StreamSpecs
{
    [Fact]
    public void Has_one_materializer_for_a_system_and_others_for_settings_of_their_own()
    {
        Assert.Same(Sys.Materializer(), Sys.Materializer());
        Assert.Same(Sys.Materializer(), ActorMaterializer.Create(Sys));
        Assert.NotSame(Sys.Materializer(), NewMaterializer());
    }

    [Fact]
    public async Task Fails_the_tasks_of_sinks_when_the_materializer_is_shut_down()
    {
        var materializer = NewMaterializer();
        var never = Source.Never<int>();
        var first = never.RunWith(Sink.Seq<int>(), materializer);
        var all = never.Async().Select(n => n).RunWith(Sink.Seq<int>(), materializer);
        var end = never.WatchTermination(Keep.Right).To(Sink.Ignore<int>()).Run(materializer);
        var queue = Source.Queue<int>(4, OverflowStrategy.Fail).To(Sink.Ignore<int>()).Run(materializer);
        Assert.Same(QueueOfferResult.Enqueued.Instance, await Soon(queue.OfferAsync(1)));

        materializer.Shutdown();

        Assert.True(materializer.IsShutdown);
        await Assert.ThrowsAsync<AbruptStageTerminationException>(() => Soon(first));
        await Assert.ThrowsAnyAsync<Exception>(() => Soon(all));
        await Assert.ThrowsAnyAsync<Exception>(() => Soon(end));
        await Assert.ThrowsAnyAsync<Exception>(() => Soon(queue.WatchCompletionAsync()));
        await Assert.ThrowsAnyAsync<Exception>(() => Soon(queue.OfferAsync(1)));
        await Assert.ThrowsAsync<IllegalStateException>(() => never.RunWith(Sink.Ignore<int>(), materializer));
    }

    [Fact]
    public async Task Watches_its_end_as_good_when_a_later_stage_fails()
    {
        var end = Source.Single(1).WatchTermination(Keep.Right).Select<int, int, Task<Akka.Done>>(_ => throw new TestException("later"))
            .To(Sink.Ignore<int>()).Run(Materializer);

        await Soon(end);
    }

    [Fact]
    public async Task Ends_streams_with_the_actor_whose_context_runs_them()
    {
        var stream = new TaskCompletionSource<Task>();
        var owner = Sys.ActorOf(Props.Create(() => new Owner(stream)));
        var running = await Soon(stream.Task);
        Assert.False(running.IsCompleted);

        Sys.Stop(owner);

        await Assert.ThrowsAsync<AbruptStageTerminationException>(() => Soon(running));
    }

    [Fact]
    public async Task Ends_streams_with_the_system()
    {
        var system = ActorSystem.Create("short-lived");
        var running = Source.Never<int>().RunWith(Sink.Seq<int>(), system.Materializer());

        await Soon(system.Terminate());

        await Assert.ThrowsAnyAsync<Exception>(() => Soon(running));
    }

    [Fact]
    public async Task Runs_the_stop_hook_of_every_stage_however_the_stream_ends()
    {
        foreach (var end in new[] { "complete", "fail", "cancel", "shutdown" })
        {
            var stopped = new TaskCompletionSource();
            var materializer = NewMaterializer();
            var (source, sink) = this.SourceProbe<int>().Via(new Hooked<int>(() => { }, stopped.SetResult))
                .ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(materializer);
            sink.Request(1);
            source.SendNext(1);
            sink.ExpectNext(1);
            switch (end)
            {
                case "complete":
                    source.SendComplete();
                    break;
                case "fail":
                    source.SendError(new TestException("boom"));
                    break;
                case "cancel":
                    sink.Cancel();
                    break;
                default:
                    materializer.Shutdown();
                    break;
            }

            await Soon(stopped.Task);
            materializer.Shutdown();
        }
    }

    [Fact]
    public async Task Survives_a_stop_hook_that_throws()
    {
        var numbers = Numbers(1, 3).Via(new Hooked<int>(() => { }, () => throw new TestException("stop")));

        Assert.Equal([1, 2, 3], await Run(numbers));
    }

    [Fact]
    public async Task Fails_when_a_start_hook_throws() =>
        await Assert.ThrowsAsync<TestException>(() => Run(Numbers(1, 3).Via(new Hooked<int>(() => throw new TestException("start"), () => { }))));

    [Fact]
    public async Task Ignores_asynchronous_callbacks_after_the_end()
    {
        var callback = new TaskCompletionSource<Action<int>>();
        var stage = new CallsBack<int>(callback);
        var sink = Source.Never<int>().Via(stage).RunWith(this.SinkProbe<int>(), Materializer);
        sink.Request(2);
        var send = await Soon(callback.Task);
        send(1);
        sink.ExpectNext(1);

        sink.Cancel();
        for (var i = 0; i < 100; i++)
            send(i);

        sink.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Passes_a_failure_over_an_asynchronous_boundary_to_both_sides()
    {
        var failing = Flow.Create<int>().Select(n => n == 3 ? throw new TestException("three") : n).Async();
        var (source, sink) = this.SourceProbe<int>().Async().Via(failing).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        sink.Request(9);

        source.SendNext(1).SendNext(3);

        sink.ExpectNext(1);
        Assert.Equal("three", sink.ExpectError().Message);
        await source.ExpectCancellationAsync();
    }

    [Fact]
    public async Task Runs_an_island_on_the_dispatcher_it_is_given()
    {
        var threads = await Run(Numbers(1, 3)
            .Via(Flow.Create<int>().Select(_ => Environment.CurrentManagedThreadId).Async()
                .AddAttributes(ActorAttributes.CreateDispatcher("akka.actor.default-blocking-io-dispatcher"))));

        Assert.Equal(3, threads.Count);
        await Assert.ThrowsAnyAsync<Exception>(() => Run(Numbers(1, 3)
            .Via(Flow.Create<int>().Async().AddAttributes(ActorAttributes.CreateDispatcher("no.such.dispatcher")))));
    }

    [Fact]
    public async Task Starts_a_prepared_source_and_a_prepared_sink_once()
    {
        var (queue, source) = Source.Queue<int>(4, OverflowStrategy.Fail).PreMaterialize(Materializer);
        await Soon(queue.OfferAsync(1));
        queue.Complete();
        Assert.Equal([1], await Run(source));

        var (result, sink) = Sink.Seq<int>().PreMaterialize(Materializer);
        Numbers(1, 3).RunWith(sink, Materializer);
        Assert.Equal([1, 2, 3], await Soon(result));
    }

    private ActorMaterializer NewMaterializer() => ActorMaterializer.Create(Sys, ActorMaterializerSettings.Create(Sys));

    private sealed class Owner : UntypedActor
    {
        private readonly TaskCompletionSource<Task> _stream;

        public Owner(TaskCompletionSource<Task> stream) => _stream = stream;

        protected override void PreStart() =>
            _stream.SetResult(Source.Never<int>().RunWith(Sink.Seq<int>(), Context.Materializer()));

        protected override void OnReceive(object message) => Unhandled(message);
    }
}

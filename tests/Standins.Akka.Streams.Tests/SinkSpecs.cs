using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace AkkaStreamsSpecs;

public sealed class SinkSpecs : StreamSpecs
{
    [Fact]
    public async Task Gives_the_first_and_the_last_element()
    {
        Assert.Equal(1, await Soon(Numbers(1, 3).RunWith(Sink.First<int>(), Materializer)));
        Assert.Equal(3, await Soon(Numbers(1, 3).RunWith(Sink.Last<int>(), Materializer)));
        Assert.Null(await Soon(Source.Empty<string>().RunWith(Sink.FirstOrDefault<string>(), Materializer)));
        Assert.Null(await Soon(Source.Empty<string>().RunWith(Sink.LastOrDefault<string>(), Materializer)));
        await Assert.ThrowsAsync<NoSuchElementException>(() => Soon(Source.Empty<int>().RunWith(Sink.First<int>(), Materializer)));
        await Assert.ThrowsAsync<NoSuchElementException>(() => Soon(Source.Empty<int>().RunWith(Sink.Last<int>(), Materializer)));
    }

    [Fact]
    public async Task Gives_results_over_all_elements()
    {
        Assert.Equal(6, await Soon(Numbers(1, 3).RunWith(Sink.Aggregate<int, int>(0, (a, b) => a + b), Materializer)));
        Assert.Equal(6, await Soon(Numbers(1, 3).RunWith(Sink.AggregateAsync<int, int>(0, (a, b) => Task.FromResult(a + b)), Materializer)));
        Assert.Equal(6, await Soon(Numbers(1, 3).RunSum((a, b) => a + b, Materializer)));
        Assert.Equal([1, 2, 3], await Soon(Numbers(1, 3).RunWith(Sink.Seq<int>(), Materializer)));
    }

    [Fact]
    public async Task Fails_its_task_when_the_stream_fails()
    {
        var failing = Source.Failed<int>(new TestException("boom"));

        await Assert.ThrowsAsync<TestException>(() => Soon(failing.RunWith(Sink.Ignore<int>(), Materializer)));
        await Assert.ThrowsAsync<TestException>(() => Soon(failing.RunWith(Sink.FirstOrDefault<int>(), Materializer)));
        await Assert.ThrowsAsync<TestException>(() => Soon(failing.RunForeach(_ => { }, Materializer)));
    }

    [Fact]
    public void Cancels_at_once() => this.SourceProbe<int>().To(Sink.Cancelled<int>()).Run(Materializer).ExpectCancellation();

    [Fact]
    public async Task Says_how_the_stream_ended()
    {
        var good = new TaskCompletionSource<string>();
        var bad = new TaskCompletionSource<string>();

        Numbers(1, 2).RunWith(Sink.OnComplete<int>(() => good.SetResult("done"), e => good.SetResult(e.Message)), Materializer);
        Source.Failed<int>(new TestException("boom"))
            .RunWith(Sink.OnComplete<int>(() => bad.SetResult("done"), e => bad.SetResult(e.Message)), Materializer);

        Assert.Equal("done", await Soon(good.Task));
        Assert.Equal("boom", await Soon(bad.Task));
    }

    [Fact]
    public void Sends_to_an_actor_and_tells_it_of_the_end()
    {
        Numbers(1, 3).RunWith(Sink.ActorRef<int>(TestActor, "done", e => e.Message), Materializer);
        foreach (var n in new[] { 1, 2, 3 })
            ExpectMsg(n);
        ExpectMsg("done");

        Source.Failed<int>(new TestException("boom")).RunWith(Sink.ActorRef<int>(TestActor, "done", e => e.Message), Materializer);
        ExpectMsg("boom");
    }

    [Fact]
    public void Cancels_when_its_actor_stops()
    {
        var probe = CreateTestProbe();
        var source = this.SourceProbe<int>().To(Sink.ActorRef<int>(probe.Ref, "done", e => e.Message)).Run(Materializer);
        source.SendNext(1);
        probe.ExpectMsg(1);

        Sys.Stop(probe.Ref);

        source.ExpectCancellation();
    }

    [Fact]
    public void Waits_for_the_acknowledgement_of_each_element()
    {
        var probe = CreateTestProbe();
        Numbers(1, 3).RunWith(Sink.ActorRefWithAck<int>(probe.Ref, "init", "ack", "done"), Materializer);

        probe.ExpectMsg("init");
        var sink = probe.Sender;
        probe.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        foreach (var n in new[] { 1, 2, 3 })
        {
            sink.Tell("ack", probe.Ref);
            probe.ExpectMsg(n);
        }

        sink.Tell("ack", probe.Ref);
        probe.ExpectMsg("done");
    }

    [Fact]
    public async Task Adapts_a_sink_to_other_elements() =>
        Assert.Equal(6, await Soon(Source.From(["1", "2", "3"]).RunWith(Sink.Aggregate<int, int>(0, (a, b) => a + b).ContraMap<string>(int.Parse), Materializer)));

    [Fact]
    public void Feeds_several_sinks()
    {
        var one = CreateTestProbe();
        var two = CreateTestProbe();
        var both = Sink.Combine(
            n => new Broadcast<int>(n),
            Sink.ActorRef<int>(one.Ref, "done", e => e.Message),
            Sink.ActorRef<int>(two.Ref, "done", e => e.Message));

        Source.Single(5).RunWith(both, Materializer);

        one.ExpectMsg(5);
        one.ExpectMsg("done");
        two.ExpectMsg(5);
        two.ExpectMsg("done");
    }
}

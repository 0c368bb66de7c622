using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace AkkaStreamsSpecs;

public sealed class ActorSourceSpecs : StreamSpecs
{
    [Fact]
    public void Emits_what_its_actor_receives_and_buffers_the_rest()
    {
        var (actor, sink) = Source.ActorRef<int>(10, OverflowStrategy.Fail).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        sink.Request(1);

        foreach (var n in new[] { 1, 2, 3 })
            actor.Tell(n);
        actor.Tell(new Status.Success("done"));
        actor.Tell(4);

        sink.ExpectNext(1);
        sink.Request(5).ExpectNext(2, 3).ExpectComplete();
    }

    [Fact]
    public void Fails_when_told_to()
    {
        var (actor, sink) = Source.ActorRef<int>(10, OverflowStrategy.Fail).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        sink.EnsureSubscription();

        actor.Tell(new Status.Failure(new TestException("boom")));

        Assert.Equal("boom", sink.ExpectError().Message);
    }

    [Fact]
    public void Stops_its_actor_when_cancelled()
    {
        var (actor, sink) = Source.ActorRef<int>(10, OverflowStrategy.Fail).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        Watch(actor);

        sink.Cancel();

        ExpectTerminated(actor);
    }

    [Fact]
    public void Refuses_to_hold_back_messages() =>
        Assert.ThrowsAny<Exception>(() => Source.ActorRef<int>(10, OverflowStrategy.Backpressure));

    [Fact]
    public async Task Asks_an_actor_and_emits_its_replies_in_order()
    {
        var doubler = Sys.ActorOf(Props.Create(() => new Doubler()));

        Assert.Equal([2, 4, 6], await Run(Numbers(1, 3).Ask<int>(doubler, Patience, 2)));
    }

    [Fact]
    public async Task Fails_when_the_actor_that_is_asked_stops_or_is_silent()
    {
        var silent = CreateTestProbe();
        var asked = Numbers(1, 3).Ask<int>(silent.Ref, Patience, 2).RunWith(Sink.Seq<int>(), Materializer);
        silent.ExpectMsg(1);
        Sys.Stop(silent.Ref);
        await Assert.ThrowsAsync<WatchedActorTerminatedException>(() => Soon(asked));

        var slow = CreateTestProbe();
        await Assert.ThrowsAnyAsync<Exception>(() => Run(Numbers(1, 3).Ask<int>(slow.Ref, TimeSpan.FromMilliseconds(50), 2)));
    }

    [Fact]
    public async Task Watches_an_actor()
    {
        var watched = CreateTestProbe();
        var (source, sink) = this.SourceProbe<int>().Watch(watched.Ref).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        sink.Request(1);
        source.SendNext(1);
        sink.ExpectNext(1);

        Sys.Stop(watched.Ref);

        Assert.IsType<WatchedActorTerminatedException>(await sink.ExpectErrorAsync());
    }

    private sealed class Doubler : ReceiveActor
    {
        public Doubler() => Receive<int>(n => Sender.Tell(2 * n));
    }
}

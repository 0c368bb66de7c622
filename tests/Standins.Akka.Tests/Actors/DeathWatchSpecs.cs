using Akka.Actor;

namespace AkkaSpecs;

public sealed class DeathWatchSpecs : TestKit
{
    [Fact]
    public void Tells_the_watcher_once_that_the_actor_has_ended()
    {
        var actor = Sys.ActorOf<Nothing>();
        Watch(actor);
        Watch(actor);

        Sys.Stop(actor);

        var terminated = ExpectTerminated(actor);
        Assert.True(terminated.ExistenceConfirmed);
        Assert.Equal(actor, LastSender);
        ExpectNoMsg(50);
    }

    [Fact]
    public void Tells_even_when_the_watch_comes_after_the_end()
    {
        var actor = Sys.ActorOf<Nothing>();
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);

        Watch(actor);

        ExpectTerminated(actor);
    }

    [Fact]
    public void Tells_nobody_who_has_unwatched()
    {
        var actor = Sys.ActorOf<Nothing>();
        var other = CreateTestProbe();
        Watch(actor);
        other.Watch(actor);

        Unwatch(actor);
        Sys.Stop(actor);

        other.ExpectTerminated(actor);
        ExpectNoMsg(50);
    }

    [Fact]
    public void Sends_the_message_that_was_asked_for()
    {
        var watcher = Sys.ActorOf(Props.Create(() => new Watcher(TestActor)));
        var actor = Sys.ActorOf<Nothing>();
        watcher.Tell(("with", actor));
        ExpectMsg("watching");

        Sys.Stop(actor);

        ExpectMsg("gone");
    }

    [Fact]
    public void An_unhandled_end_fails_the_watcher_with_a_death_pact()
    {
        EventFilter.Exception<DeathPactException>().Mute();
        var watcher = Watch(Sys.ActorOf(Props.Create(() => new Watcher(TestActor))));
        var actor = Sys.ActorOf<Nothing>();
        watcher.Tell(("plain", actor));
        ExpectMsg("watching");

        Sys.Stop(actor);

        ExpectTerminated(watcher);
    }

    [Fact]
    public void Who_does_not_watch_is_not_told_even_the_parent()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Watcher(TestActor)));
        parent.Tell("child");
        var child = ExpectMsg<IActorRef>();

        Sys.Stop(child);

        AwaitAssert(() =>
        {
            parent.Tell("children");
            ExpectMsg(0);
        });
        parent.Tell("alive");
        ExpectMsg("alive");
    }

    [Fact]
    public void A_watched_restart_is_no_end()
    {
        EventFilter.Exception<InvalidOperationException>().Mute();
        var actor = Watch(Sys.ActorOf<Nothing>());

        actor.Tell("fail");
        actor.Tell(new Identify(1));

        ExpectMsg<ActorIdentity>();
        ExpectNoMsg(50);
    }

    [Fact]
    public async Task WatchAsync_completes_with_the_end()
    {
        var actor = Sys.ActorOf<Nothing>();
        var ended = actor.WatchAsync();
        Assert.False(ended.IsCompleted);

        Sys.Stop(actor);

        Assert.True(await ended.WaitAsync(Patience));
    }

    private sealed class Nothing : ReceiveActor
    {
        public Nothing() => Receive<string>(_ => throw new InvalidOperationException());
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef log)
        {
            Receive<(string How, IActorRef Actor)>(watch =>
            {
                if (watch.How == "with")
                    Context.WatchWith(watch.Actor, "gone");
                else
                    Context.Watch(watch.Actor);
                log.Tell("watching");
            });
            Receive<string>(text => text == "child", _ => log.Tell(Context.ActorOf<Nothing>()));
            Receive<string>(text => text == "children", _ => log.Tell(Context.GetChildren().Count()));
            Receive<string>(log.Tell);
        }
    }
}

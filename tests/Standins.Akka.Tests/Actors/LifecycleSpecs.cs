using Akka.Actor;

namespace AkkaSpecs;

public sealed class LifecycleSpecs : TestKit
{
    [Fact]
    public void Calls_the_hooks_around_the_messages()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Recorder(TestActor)));
        actor.Tell("message");
        actor.Tell(PoisonPill.Instance);

        foreach (var step in (string[])["new", "PreStart", "message", "PostStop"])
            ExpectMsg(step);
    }

    [Fact]
    public void Calls_the_hooks_of_a_restart_in_order()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Recorder(TestActor)));
        actor.Tell("fail");
        actor.Tell("after");

        foreach (var step in (string[])["new", "PreStart", "fail", "PreRestart fail", "PostStop", "new", "PostRestart Bang", "PreStart", "after"])
            ExpectMsg(step);
    }

    [Fact]
    public void Handles_no_message_after_a_poison_pill_and_gives_it_to_dead_letters()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Akka.Event.DeadLetter));
        var actor = Watch(Sys.ActorOf(Props.Create(() => new Recorder(CreateTestProbe().Ref))));

        actor.Tell(PoisonPill.Instance);
        actor.Tell("late");

        FishForMessage<Akka.Event.DeadLetter>(letter => letter.Message is "late" && letter.Recipient.Equals(actor));
    }

    [Fact]
    public void Stopping_ends_the_children_first()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(TestActor)), "parent");
        parent.Tell("child");
        ExpectMsg("new");
        ExpectMsg("PreStart");

        Sys.Stop(parent);

        ExpectMsg("PostStop");
        ExpectMsg("parent stopped");
    }

    [Fact]
    public void Stop_lets_the_present_message_finish_and_drops_the_rest()
    {
        var actor = Sys.ActorOf(Props.Create(() => new StopsItself(TestActor)));
        Watch(actor);

        actor.Tell("stop");
        actor.Tell("never");

        ExpectMsg("still here");
        ExpectTerminated(actor);
        ExpectNoMsg(50);
    }

    [Fact]
    public void A_name_is_unique_among_siblings_and_free_again_after_the_end()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(CreateTestProbe().Ref)));
        parent.Tell("twice");
        ExpectMsg<InvalidActorNameException>();

        parent.Tell("reuse");
        var (first, second) = ExpectMsg<(IActorRef, IActorRef)>();
        Assert.Equal(first.Path, second.Path);
        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$starts")]
    [InlineData("with space")]
    [InlineData("with/slash")]
    public void A_bad_name_is_refused(string name) => Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf<Nothing>(name));

    [Fact]
    public void A_name_is_made_up_when_none_is_given()
    {
        var one = Sys.ActorOf<Nothing>();
        var two = Sys.ActorOf<Nothing>();

        Assert.StartsWith("$", one.Path.Name, StringComparison.Ordinal);
        Assert.NotEqual(one.Path, two.Path);
    }

    [Fact]
    public void Knows_itself_its_parent_and_its_children()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(CreateTestProbe().Ref)), "family");
        parent.Tell("who");

        var (self, above, child, missing, count) = ExpectMsg<(IActorRef, IActorRef, IActorRef, IActorRef, int)>();
        Assert.Equal(parent, self);
        Assert.Equal("akka://test/user", above.Path.ToString());
        Assert.Equal("akka://test/user/family/one", child.Path.ToString());
        Assert.True(missing.IsNobody());
        Assert.Equal(1, count);
    }

    [Fact]
    public async Task Graceful_stop_completes_when_the_actor_has_ended()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Recorder(TestActor)));
        ExpectMsg("new");
        ExpectMsg("PreStart");

        Assert.True(await actor.GracefulStop(Patience));

        ExpectMsg("PostStop");
    }

    [Fact]
    public async Task Graceful_stop_gives_up_on_an_actor_that_does_not_end()
    {
        var actor = Sys.ActorOf<Nothing>();

        Assert.False(await actor.GracefulStop(TimeSpan.FromMilliseconds(50), "not a stop message"));
    }

    private sealed class Bang : Exception
    {
        public override string Message => "Bang";
    }

    private sealed class Nothing : ReceiveActor;

    private sealed class Recorder : ReceiveActor
    {
        private readonly IActorRef _log;

        public Recorder(IActorRef log)
        {
            _log = log;
            _log.Tell("new");
            Receive<string>(text =>
            {
                _log.Tell(text);
                if (text == "fail")
                    throw new Bang();
            });
        }

        protected override void PreStart() => _log.Tell("PreStart");

        protected override void PostStop() => _log.Tell("PostStop");

        protected override void PreRestart(Exception reason, object message)
        {
            _log.Tell("PreRestart " + message);
            base.PreRestart(reason, message);
        }

        protected override void PostRestart(Exception reason)
        {
            _log.Tell("PostRestart " + reason.Message);
            base.PostRestart(reason);
        }
    }

    private sealed class Parent : ReceiveActor
    {
        private readonly IActorRef _log;

        public Parent(IActorRef log)
        {
            _log = log;
            Receive<string>(text => text == "child", _ => Context.ActorOf(Props.Create(() => new Recorder(log))));
            Receive<string>(text => text == "twice", _ =>
            {
                Context.ActorOf<Nothing>("same");
                Sender.Tell(Record.Exception(() => Context.ActorOf<Nothing>("same")));
            });
            Receive<string>(text => text == "reuse", _ =>
            {
                var asker = Sender;
                var first = Context.Watch(Context.ActorOf<Nothing>("again"));
                Context.Stop(first);
                Become(() => Receive<Terminated>(_ => asker.Tell((first, Context.ActorOf<Nothing>("again")))));
            });
            Receive<string>(text => text == "who", _ =>
            {
                Context.ActorOf<Nothing>("one");
                Sender.Tell((Self, Context.Parent, Context.Child("one"), Context.Child("two"), Context.GetChildren().Count()));
            });
        }

        protected override void PostStop() => _log.Tell("parent stopped");
    }

    private sealed class StopsItself : ReceiveActor
    {
        public StopsItself(IActorRef log)
        {
            Receive<string>(text => text == "stop", _ =>
            {
                Context.Stop(Self);
                log.Tell("still here");
            });
            ReceiveAny(log.Tell);
        }
    }
}

using Akka.Actor;
using Akka.Event;

namespace AkkaSpecs;

public sealed class BehaviourSpecs : TestKit
{
    [Fact]
    public void The_first_handler_that_fits_takes_the_message()
    {
        var actor = Sys.ActorOf<Matching>();

        actor.Tell(3);
        ExpectMsg("small");
        actor.Tell(30);
        ExpectMsg("int");
        actor.Tell("yes");
        ExpectMsg("handled");
        actor.Tell("no");
        ExpectMsg("any no");
        actor.Tell(1.5);
        ExpectMsg("any 1.5");
    }

    [Fact]
    public void What_no_handler_takes_is_published_as_unhandled()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Sys.ActorOf<OnlyInts>();

        actor.Tell("text");

        var unhandled = ExpectMsg<UnhandledMessage>();
        Assert.Equal("text", unhandled.Message);
        Assert.Equal(actor, unhandled.Recipient);
        Assert.Equal(TestActor, unhandled.Sender);
    }

    [Fact]
    public void No_handler_may_follow_one_that_takes_all()
    {
        EventFilter.Exception<ActorInitializationException>().Mute();
        var probe = CreateTestProbe();
        probe.Watch(Sys.ActorOf<HandlerAfterAny>());

        probe.ExpectMsg<Terminated>();
    }

    [Fact]
    public void Become_replaces_the_behaviour_and_unbecome_goes_back_to_the_first()
    {
        var actor = Sys.ActorOf<Moody>();

        actor.Tell("happy");
        actor.Tell("hi");
        ExpectMsg("happy hi");
        actor.Tell("sad");
        actor.Tell("hi");
        ExpectMsg("sad hi");
        actor.Tell("reset");
        actor.Tell("hi");
        ExpectMsg("neutral hi");
        actor.Tell("reset");
        actor.Tell("hi");
        ExpectMsg("neutral hi");
    }

    [Fact]
    public void Stacked_behaviours_come_back_one_by_one()
    {
        var actor = Sys.ActorOf<Stacking>();

        foreach (var (sent, expected) in (ValueTuple<object, string>[])[("push", "1"), ("push", "2"), ("pop", "1"), ("pop", "0")])
        {
            actor.Tell(sent);
            actor.Tell("depth");
            ExpectMsg(expected);
        }
    }

    [Fact]
    public void A_constructor_may_choose_the_first_behaviour()
    {
        var actor = Sys.ActorOf<BecomesInConstructor>();

        actor.Tell("x");

        ExpectMsg("become x");
    }

    [Fact]
    public void A_restart_goes_back_to_the_first_behaviour()
    {
        EventFilter.Exception<InvalidOperationException>().Mute();
        var actor = Sys.ActorOf<Moody>();

        actor.Tell("happy");
        actor.Tell(new InvalidOperationException());
        actor.Tell("hi");

        ExpectMsg("neutral hi");
    }

    [Fact]
    public void The_sender_is_who_sent_and_dead_letters_when_nobody_did()
    {
        var actor = Sys.ActorOf<TellsSender>();
        var probe = CreateTestProbe();

        actor.Tell(probe.Ref, TestActor);
        Assert.Equal(TestActor, probe.ExpectMsg<IActorRef>());
        actor.Tell(probe.Ref, ActorRefs.NoSender);
        Assert.Equal(Sys.DeadLetters, probe.ExpectMsg<IActorRef>());
    }

    [Fact]
    public void Forward_keeps_the_first_sender()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Forwards(TestActor)));
        var probe = CreateTestProbe();

        probe.Send(actor, "through");

        ExpectMsg("through");
        Assert.Equal(probe.Ref, LastSender);
    }

    [Fact]
    public void A_null_message_is_refused() =>
        Assert.Throws<ArgumentNullException>(() => TestActor.Tell(null!, ActorRefs.NoSender));

    [Fact]
    public void Messages_of_one_sender_keep_their_order()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Forwards(TestActor)));
        for (var i = 0; i < 1000; i++)
            actor.Tell(i);

        Assert.Equal(Enumerable.Range(0, 1000).Cast<object>(), ReceiveN(1000));
    }

    [Fact]
    public void An_actor_without_handlers_identifies_itself()
    {
        var actor = Sys.ActorOf<OnlyInts>();

        actor.Tell(new Identify("id"));

        Assert.Equal(new ActorIdentity("id", actor), ExpectMsg<ActorIdentity>());
    }

    private sealed class Matching : ReceiveActor
    {
        public Matching()
        {
            Receive<int>(number => number < 10, _ => Sender.Tell("small"));
            Receive<int>(_ => Sender.Tell("int"));
            Receive<string>(text =>
            {
                if (text != "yes")
                    return false;
                Sender.Tell("handled");
                return true;
            });
            ReceiveAny(message => Sender.Tell(FormattableString.Invariant($"any {message}")));
        }
    }

    private sealed class OnlyInts : ReceiveActor
    {
        public OnlyInts() => Receive<int>(_ => { });
    }

    private sealed class HandlerAfterAny : ReceiveActor
    {
        public HandlerAfterAny()
        {
            ReceiveAny(_ => { });
            Receive<int>(_ => { });
        }
    }

    private sealed class Moody : ReceiveActor
    {
        public Moody() => Mood("neutral");

        private void Mood(string mood)
        {
            Receive<string>(text => text == "happy", _ => Become(() => Mood("happy")));
            Receive<string>(text => text == "sad", _ => Become(() => Mood("sad")));
            Receive<string>(text => text == "reset", _ => UnbecomeStacked());
            Receive<string>(text => Sender.Tell(mood + " " + text));
            Receive<Exception>(error => throw error);
        }
    }

    private sealed class Stacking : UntypedActor
    {
        protected override void OnReceive(object message) => At(0, message);

        private void At(int depth, object message)
        {
            switch (message)
            {
                case "push": BecomeStacked(next => At(depth + 1, next)); break;
                case "pop": UnbecomeStacked(); break;
                default: Sender.Tell(depth.ToString(System.Globalization.CultureInfo.InvariantCulture)); break;
            }
        }
    }

    private sealed class BecomesInConstructor : ReceiveActor
    {
        public BecomesInConstructor()
        {
            Receive<string>(text => Sender.Tell("first " + text));
            Become(() => Receive<string>(text => Sender.Tell("become " + text)));
        }
    }

    private sealed class TellsSender : ReceiveActor
    {
        public TellsSender() => Receive<IActorRef>(target => target.Tell(Sender));
    }

    private sealed class Forwards : ReceiveActor
    {
        public Forwards(IActorRef target) => ReceiveAny(target.Forward);
    }
}

using Akka.Actor;
using Akka.Event;

namespace AkkaSpecs;

public sealed class StashSpecs : TestKit
{
    [Fact]
    public void Stashed_messages_come_back_in_order_before_later_ones()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Gate(TestActor)));

        foreach (var message in (string[])["a", "b", "open", "c"])
            actor.Tell(message);

        foreach (var message in (string[])["a", "b", "c"])
            ExpectMsg(message);
    }

    [Fact]
    public void Unstash_brings_back_the_oldest_only()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Gate(TestActor)));

        foreach (var message in (string[])["a", "b", "one"])
            actor.Tell(message);

        ExpectMsg("a");
        ExpectNoMsg(50);
    }

    [Fact]
    public void Keeps_the_sender_of_what_was_stashed()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Gate(TestActor)));
        var probe = CreateTestProbe();

        probe.Send(actor, "a");
        actor.Tell("open");

        ExpectMsgFrom(probe.Ref, "a");
    }

    [Fact]
    public void A_message_may_be_stashed_only_once_a_turn()
    {
        Sys.ActorOf<StashesTwice>().Tell("x");

        ExpectMsg<IllegalActorStateException>();
    }

    [Fact]
    public void A_full_stash_is_an_error_of_the_actor()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Limited(TestActor)).WithStashCapacity(2));
        EventFilter.Exception<StashOverflowException>().ExpectOne(() =>
        {
            foreach (var message in (string[])["a", "b", "c"])
                actor.Tell(message);
        });
    }

    [Fact]
    public void A_restart_brings_stashed_messages_back()
    {
        EventFilter.Exception<InvalidOperationException>().Mute();
        var actor = Sys.ActorOf(Props.Create(() => new Gate(TestActor)));

        foreach (var message in (string[])["a", "fail", "open", "b"])
            actor.Tell(message);

        ExpectMsg("a");
        ExpectMsg("b");
    }

    [Fact]
    public void Stashed_messages_of_an_ended_actor_are_dead_letters()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = Sys.ActorOf(Props.Create(() => new Gate(CreateTestProbe().Ref)));

        actor.Tell("a");
        actor.Tell(PoisonPill.Instance);

        FishForMessage<DeadLetter>(letter => letter.Message is "a");
    }

    private sealed class Gate : ReceiveActor, IWithUnboundedStash
    {
        public Gate(IActorRef log)
        {
            Receive<string>(text => text == "open", _ =>
            {
                Become(() => Receive<string>(log.Forward));
                Stash.UnstashAll();
            });
            Receive<string>(text => text == "one", _ =>
            {
                Become(() => Receive<string>(log.Forward));
                Stash.Unstash();
            });
            Receive<string>(text => text == "fail", _ => throw new InvalidOperationException());
            ReceiveAny(_ => Stash.Stash());
        }

        public IStash Stash { get; set; } = null!;
    }

    private sealed class StashesTwice : UntypedActorWithUnboundedStash
    {
        protected override void OnReceive(object message)
        {
            Stash.Stash();
            Sender.Tell(Record.Exception(Stash.Stash));
        }
    }

    private sealed class Limited : ReceiveActor, IWithStash
    {
        public Limited(IActorRef log)
        {
            _ = log;
            ReceiveAny(_ => Stash.Stash());
        }

        public IStash Stash { get; set; } = null!;
    }
}

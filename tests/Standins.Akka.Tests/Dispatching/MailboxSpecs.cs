using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace AkkaSpecs;

public sealed class MailboxSpecs() : TestKit($$"""
    bounded { mailbox-type = "Akka.Dispatch.BoundedMailbox", mailbox-capacity = 2, mailbox-push-timeout-time = 50ms }
    patient { mailbox-type = "Akka.Dispatch.BoundedMailbox", mailbox-capacity = 1, mailbox-push-timeout-time = 10s }
    bounded-deque { mailbox-type = "Akka.Dispatch.BoundedDequeBasedMailbox", mailbox-capacity = 5, mailbox-push-timeout-time = 50ms, stash-capacity = 2 }
    by-number { mailbox-type = "{{typeof(ByNumber).AssemblyQualifiedName}}" }
    not-a-type { mailbox-type = "No.Such.Mailbox" }
    akka.actor.deployment { /deployed { mailbox = bounded } }
    """)
{
    private readonly ManualResetEventSlim _gate = new();

    [Fact]
    public void A_full_bounded_mailbox_makes_dead_letters_after_its_push_timeout()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = Blocked(Props.Create(() => new Slow(TestActor, _gate)).WithMailbox("bounded"));
        actor.Tell("a");
        actor.Tell("b");
        var clock = Stopwatch.StartNew();

        actor.Tell("c");

        Assert.True(clock.Elapsed >= TimeSpan.FromMilliseconds(40), $"after {clock.Elapsed}");
        var letter = ExpectMsg<DeadLetter>();
        Assert.Equal(("c", actor), (letter.Message, letter.Recipient));
        _gate.Set();
        ExpectMsg("a");
        ExpectMsg("b");
    }

    [Fact]
    public async Task A_bounded_mailbox_blocks_the_sender_until_there_is_room()
    {
        var actor = Blocked(Props.Create(() => new Slow(TestActor, _gate)).WithMailbox("patient"));
        actor.Tell("a");
        var sending = Task.Run(() => actor.Tell("b", ActorRefs.NoSender));
        Assert.NotSame(sending, await Task.WhenAny(sending, Task.Delay(100)));

        _gate.Set();

        await sending.WaitAsync(Patience);
        await ExpectMsgAsync("a");
        await ExpectMsgAsync("b");
    }

    [Fact]
    public void The_deployment_configuration_chooses_the_mailbox()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = Blocked(Props.Create(() => new Slow(CreateTestProbe().Ref, _gate)), "deployed");

        for (var i = 0; i < 3; i++)
            actor.Tell(i);

        ExpectMsg<DeadLetter>(letter => letter.Message is 2);
        _gate.Set();
    }

    [Fact]
    public void A_stash_over_a_bounded_deque_has_the_capacity_of_its_mailbox()
    {
        EventFilter.Exception<StashOverflowException>().ExpectOne(() =>
        {
            var actor = Sys.ActorOf(Props.Create<Hoarder>().WithMailbox("bounded-deque"));
            for (var i = 0; i < 3; i++)
                actor.Tell(i);
        });
    }

    [Fact]
    public void A_priority_mailbox_gives_the_lowest_number_first()
    {
        var actor = Blocked(Props.Create(() => new Slow(TestActor, _gate)).WithMailbox("by-number"));
        foreach (var number in (int[])[3, 1, 2, 1])
            actor.Tell(number);

        _gate.Set();

        Assert.Equal([1, 1, 2, 3], ReceiveN(4).Cast<int>());
    }

    [Theory]
    [InlineData("no-such")]
    [InlineData("not-a-type")]
    public void An_unknown_mailbox_is_a_configuration_error(string mailbox) =>
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Create<Hoarder>().WithMailbox(mailbox)));

    protected override void AfterAll()
    {
        _gate.Set();
        base.AfterAll();
    }

    private IActorRef Blocked(Props props, string? name = null)
    {
        var actor = Sys.ActorOf(props, name);
        var probe = CreateTestProbe();
        probe.Send(actor, "block");
        probe.ExpectMsg("blocked");
        return actor;
    }

    public sealed class ByNumber(Settings settings, Config config) : UnboundedPriorityMailbox(settings, config)
    {
        protected override int PriorityGenerator(object message) => message is int number ? number : 0;
    }

    private sealed class Slow : ReceiveActor
    {
        public Slow(IActorRef log, ManualResetEventSlim gate)
        {
            Receive<string>(text => text == "block", _ =>
            {
                Sender.Tell("blocked");
                gate.Wait(Patience);
            });
            ReceiveAny(log.Tell);
        }
    }

    private sealed class Hoarder : ReceiveActor, IWithStash
    {
        public Hoarder() => ReceiveAny(_ => Stash.Stash());

        public IStash Stash { get; set; } = null!;
    }
}

using Akka.Actor;
using Akka.Event;

namespace AkkaSpecs;

public sealed class LoadSpecs() : TestKit("akka.log-dead-letters = off")
{
    private const int Senders = 4;
    private const int Each = 5_000;

    [Fact]
    public async Task Every_message_is_handled_once_and_those_of_one_sender_in_order()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Counter(Senders * Each, TestActor)));

        await Send(actor);

        await ExpectMsgAsync("all in order", Patience);
    }

    [Fact]
    public async Task A_message_to_an_actor_that_ends_meanwhile_is_handled_or_a_dead_letter()
    {
        for (var round = 0; round < 5; round++)
        {
            var letters = Sys.ActorOf(Props.Create(() => new Tally()));
            Sys.EventStream.Subscribe(letters, typeof(DeadLetter));
            var handled = Sys.ActorOf(Props.Create(() => new Tally()));
            var actor = Watch(Sys.ActorOf(Props.Create(() => new PassesOn(handled))));
            var sending = Send(actor);

            Sys.Stop(actor);
            await sending;
            await FishForMessageAsync<Terminated>(terminated => terminated.ActorRef.Equals(actor));

            await AwaitAssertAsync(async () =>
            {
                var counts = await handled.Ask<int>("count", Patience) + await letters.Ask<int>("count", Patience);
                Assert.Equal(Senders * Each, counts);
            }, Patience);
            Sys.Stop(letters);
        }
    }

    [Fact]
    public async Task Actors_are_created_from_many_threads_at_once()
    {
        var actors = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => Sys.ActorOf(Props.Create(() => new Tally())))));

        Assert.Equal(200, actors.Select(actor => actor.Path).Distinct().Count());
        var counts = await Task.WhenAll(actors.Select(actor => actor.Ask<int>("count", Patience)));
        Assert.All(counts, count => Assert.Equal(0, count));
    }

    [Fact]
    public async Task An_actor_that_fails_again_and_again_loses_only_the_failing_messages()
    {
        EventFilter.Exception<InvalidOperationException>().Mute();
        var tally = Sys.ActorOf(Props.Create(() => new Tally()));
        var actor = Sys.ActorOf(Props.Create(() => new FailsOnSevens(tally)));

        for (var i = 0; i < 700; i++)
            actor.Tell((0, i));

        await AwaitAssertAsync(async () => Assert.Equal(600, await tally.Ask<int>("count", Patience)), Patience);
    }

    private static Task Send(IActorRef actor) => Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(() =>
    {
        for (var i = 0; i < Each; i++)
            actor.Tell((sender, i), ActorRefs.NoSender);
    })));

    private sealed class Counter : ReceiveActor
    {
        public Counter(int expected, IActorRef log)
        {
            var next = new int[Senders];
            var count = 0;
            var ordered = true;
            Receive<(int Sender, int Number)>(message =>
            {
                ordered &= next[message.Sender]++ == message.Number;
                if (++count == expected)
                    log.Tell(ordered ? "all in order" : "out of order");
            });
        }
    }

    private sealed class Tally : ReceiveActor
    {
        private int _count;

        public Tally()
        {
            Receive<string>(_ => Sender.Tell(_count));
            Receive<DeadLetter>(letter => letter.Message is ValueTuple<int, int>, _ => _count++);
            Receive<(int, int)>(_ => _count++);
        }
    }

    private sealed class PassesOn : ReceiveActor
    {
        public PassesOn(IActorRef target) => ReceiveAny(target.Tell);
    }

    private sealed class FailsOnSevens : ReceiveActor
    {
        public FailsOnSevens(IActorRef tally) => Receive<(int, int Number)>(message =>
        {
            if (message.Number % 7 == 0)
                throw new InvalidOperationException();
            tally.Tell(message);
        });
    }
}

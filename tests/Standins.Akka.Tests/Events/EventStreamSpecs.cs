using Akka.Actor;
using Akka.Event;

namespace AkkaSpecs;

public sealed class EventStreamSpecs : TestKit
{
    [Fact]
    public void Brings_events_to_subscribers_of_the_type_a_base_type_or_an_interface()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(IShape));
        var exact = CreateTestProbe();
        Sys.EventStream.Subscribe<Circle>(exact.Ref);

        Sys.EventStream.Publish(new Circle(1));
        Sys.EventStream.Publish(new Square(2));
        Sys.EventStream.Publish("other");

        ExpectMsg(new Circle(1));
        ExpectMsg(new Square(2));
        ExpectNoMsg(50);
        exact.ExpectMsg(new Circle(1));
        exact.ExpectNoMsg(50);
    }

    [Fact]
    public void Brings_an_event_once_to_who_subscribed_twice()
    {
        Assert.True(Sys.EventStream.Subscribe(TestActor, typeof(IShape)));
        Sys.EventStream.Subscribe(TestActor, typeof(Circle));
        Assert.False(Sys.EventStream.Subscribe(TestActor, typeof(IShape)));

        Sys.EventStream.Publish(new Circle(1));

        ExpectMsg(new Circle(1));
        ExpectNoMsg(50);
    }

    [Fact]
    public void Ends_a_subscription()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Circle));
        Sys.EventStream.Subscribe(TestActor, typeof(Square));

        Assert.True(Sys.EventStream.Unsubscribe(TestActor, typeof(Circle)));
        Sys.EventStream.Publish(new Circle(1));
        Sys.EventStream.Publish(new Square(2));
        ExpectMsg(new Square(2));

        Assert.True(Sys.EventStream.Unsubscribe(TestActor));
        Sys.EventStream.Publish(new Square(3));
        ExpectNoMsg(50);
    }

    [Fact]
    public void Dead_letters_name_message_sender_and_recipient()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var gone = Watch(Sys.ActorOf<Nothing>());
        Sys.Stop(gone);
        ExpectTerminated(gone);
        var probe = CreateTestProbe();

        probe.Send(gone, "late");

        var letter = ExpectMsg<DeadLetter>();
        Assert.Equal(("late", probe.Ref, gone), (letter.Message, letter.Sender, letter.Recipient));
    }

    [Fact]
    public void A_message_that_asks_for_it_becomes_a_suppressed_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(AllDeadLetters));
        var quiet = new Quiet();

        Sys.DeadLetters.Tell(quiet);

        Assert.Same(quiet, ExpectMsg<SuppressedDeadLetter>().Message);
    }

    [Fact]
    public void A_subscriber_to_dead_letters_that_has_ended_makes_no_endless_chain_of_them()
    {
        var gone = Watch(Sys.ActorOf<Nothing>());
        Sys.Stop(gone);
        ExpectTerminated(gone);
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        Sys.EventStream.Subscribe(gone, typeof(DeadLetter));

        Sys.DeadLetters.Tell("lost");

        ExpectMsg<DeadLetter>(letter => letter.Message is "lost");
    }

    private interface IShape;

    private sealed record Circle(int Size) : IShape;

    private sealed record Square(int Size) : IShape;

    private sealed class Quiet : IDeadLetterSuppression;

    private sealed class Nothing : ReceiveActor;
}

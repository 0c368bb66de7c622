using Akka.Actor;
using Akka.TestKit;

namespace AkkaSpecs;

public sealed class TestActorRefSpecs : TestKit
{
    [Fact]
    public void Runs_on_the_calling_thread_and_shows_the_instance()
    {
        var actor = ActorOfAsTestActorRef<Counter>("counter");

        actor.Tell("one");
        actor.Tell("two");

        Assert.Equal(2, actor.UnderlyingActor.Count);
        Assert.Equal("akka://test/user/counter", actor.Path.ToString());
    }

    [Fact]
    public void Lets_the_caller_see_what_the_actor_throws()
    {
        var actor = ActorOfAsTestActorRef<Counter>();

        Assert.Throws<InvalidOperationException>(() => actor.Receive(new InvalidOperationException()));
    }

    [Fact]
    public void An_autopilot_answers_by_itself_until_it_hands_over()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell("auto " + message);
            return AutoPilot.NoAutoPilot;
        }));

        probe.Ref.Tell("one");
        probe.Ref.Tell("two");

        ExpectMsg("auto one");
        ExpectNoMsg(50);
        Assert.Equal(["one", "two"], probe.ReceiveN(2));
    }

    [Fact]
    public void A_latch_opens_when_it_was_counted_down()
    {
        var latch = CreateTestLatch(2);
        latch.CountDown();
        Assert.False(latch.IsOpen);
        Assert.Throws<TimeoutException>(() => latch.Ready(TimeSpan.FromMilliseconds(20)));

        latch.CountDown();

        latch.Ready();
        Assert.True(latch.IsOpen);
    }

    private sealed class Counter : ReceiveActor
    {
        public Counter()
        {
            Receive<string>(_ => Count++);
            Receive<Exception>(error => throw error);
        }

        public int Count { get; private set; }
    }
}

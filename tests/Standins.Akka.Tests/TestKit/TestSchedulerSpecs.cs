using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Configs;

namespace AkkaSpecs;

public sealed class TestSchedulerSpecs() : TestKit(TestConfigs.TestSchedulerConfig)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Time_stands_still_until_it_is_moved()
    {
        var before = Clock.Now;
        Clock.ScheduleTellOnce(Second, TestActor, "tick", ActorRefs.NoSender);

        ExpectNoMsg(50);
        Clock.Advance(Second);

        ExpectMsg("tick");
        Assert.Equal(before + Second, Clock.Now);
    }

    [Fact]
    public void What_is_due_runs_in_the_order_of_its_time()
    {
        Clock.ScheduleTellOnce(Second * 3, TestActor, "c", ActorRefs.NoSender);
        Clock.ScheduleTellOnce(Second, TestActor, "a", ActorRefs.NoSender);
        Clock.ScheduleTellOnce(Second * 2, TestActor, "b", ActorRefs.NoSender);

        Clock.Advance(Second * 3);

        foreach (var message in (string[])["a", "b", "c"])
            ExpectMsg(message);
    }

    [Fact]
    public void One_move_runs_a_repeated_item_once_and_it_is_due_again_an_interval_later()
    {
        Clock.ScheduleTellRepeatedly(Second, Second, TestActor, "tick", ActorRefs.NoSender);

        Clock.Advance(Second * 1.5);
        ExpectMsg("tick");
        ExpectNoMsg(30);
        Clock.Advance(Second * 0.6);
        ExpectNoMsg(30);
        Clock.Advance(Second * 0.6);
        ExpectMsg("tick");
        Clock.Advance(Second * 5);
        ExpectMsg("tick");
        ExpectNoMsg(30);
    }

    [Fact]
    public void Canceled_items_do_not_run()
    {
        Clock.ScheduleTellOnceCancelable(Second, TestActor, "never", ActorRefs.NoSender).Cancel();

        Clock.Advance(Second);

        ExpectNoMsg(50);
    }

    [Fact]
    public void AdvanceTo_moves_to_a_time()
    {
        Clock.ScheduleTellOnce(Second, TestActor, "tick", ActorRefs.NoSender);

        Clock.AdvanceTo(Clock.Now + Second);

        ExpectMsg("tick");
    }
}

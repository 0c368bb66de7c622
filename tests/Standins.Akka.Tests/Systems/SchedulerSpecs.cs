using System.Diagnostics;
using Akka.Actor;

namespace AkkaSpecs;

/// <summary>The default scheduler, on real time.</summary>
public sealed class SchedulerSpecs : TestKit
{
    [Fact]
    public void Tells_once_and_never_early()
    {
        var clock = Stopwatch.StartNew();
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(60), TestActor, "tick", ActorRefs.NoSender);

        ExpectMsg("tick");

        Assert.True(clock.Elapsed >= TimeSpan.FromMilliseconds(50), $"after {clock.Elapsed}");
        ExpectNoMsg(100);
    }

    [Fact]
    public void Tells_repeatedly_until_canceled()
    {
        var cancelable = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(
            TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20), TestActor, "tick", TestActor);
        ReceiveN(4);
        cancelable.Cancel();
        ReceiveWhile<string>(_ => true, TimeSpan.FromMilliseconds(100));

        ExpectNoMsg(100);
    }

    [Fact]
    public void Runs_actions_once_and_repeatedly()
    {
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(10), () => TestActor.Tell("once", ActorRefs.NoSender));
        ExpectMsg("once");

        var cancelable = Sys.Scheduler.Advanced.ScheduleRepeatedlyCancelable(10, 10, () => TestActor.Tell("again", ActorRefs.NoSender));
        ReceiveN(3);
        cancelable.Cancel();
    }

    [Fact]
    public void Canceled_work_does_not_run()
    {
        while (true)
        {
            var clock = Stopwatch.StartNew();
            var cancelable = Sys.Scheduler.ScheduleTellOnceCancelable(TimeSpan.FromMilliseconds(100), TestActor, "never", ActorRefs.NoSender);
            cancelable.Cancel();
            Assert.True(cancelable.IsCancellationRequested);
            if (clock.ElapsedMilliseconds < 90)
                break;
            ReceiveWhile<string>(_ => true, TimeSpan.FromMilliseconds(200));       // the machine paused: it may have run first
        }
        ExpectNoMsg(200);
    }

    [Fact]
    public void Refuses_a_negative_delay_and_an_interval_of_nothing()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(-1), TestActor, "x", ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Sys.Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.Zero, TestActor, "x", ActorRefs.NoSender));
    }

    [Fact]
    public void A_cancelable_cancels_after_its_delay_and_with_those_it_is_linked_to()
    {
        var later = new Cancelable(Sys.Scheduler, TimeSpan.FromMilliseconds(30));
        var linked = Cancelable.CreateLinkedCancelable(Sys.Scheduler, later);

        AwaitCondition(() => later.IsCancellationRequested && linked.IsCancellationRequested);
        Assert.True(linked.Token.IsCancellationRequested);
        Assert.True(Cancelable.CreateCanceled().IsCancellationRequested);
    }
}

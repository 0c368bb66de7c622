using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Configs;

namespace AkkaSpecs;

/// <summary>All on virtual time.</summary>
public sealed class TimerSpecs() : TestKit(TestConfigs.TestSchedulerConfig)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void A_single_timer_fires_once()
    {
        var actor = Timed();
        Do(actor, timers => timers.StartSingleTimer("key", "tick", Second));

        Clock.Advance(Second / 2);
        ExpectNoMsg(30);
        Clock.Advance(Second / 2);
        ExpectMsg("tick");
        Clock.Advance(Second * 5);
        ExpectNoMsg(30);
        Do(actor, timers => Assert.False(timers.IsTimerActive("key")));
    }

    [Fact]
    public void A_periodic_timer_fires_until_it_is_canceled()
    {
        var actor = Timed();
        Do(actor, timers => timers.StartPeriodicTimer("key", "tick", Second));

        for (var i = 0; i < 3; i++)
        {
            Clock.Advance(Second);
            ExpectMsg("tick");
        }
        Do(actor, timers =>
        {
            Assert.True(timers.IsTimerActive("key"));
            timers.Cancel("key");
            Assert.False(timers.IsTimerActive("key"));
        });
        Clock.Advance(Second);
        ExpectNoMsg(30);
    }

    [Fact]
    public void A_periodic_timer_may_begin_after_another_time()
    {
        var actor = Timed();
        Do(actor, timers => timers.StartPeriodicTimer("key", "tick", TimeSpan.FromMilliseconds(100), Second));

        Clock.Advance(TimeSpan.FromMilliseconds(100));
        ExpectMsg("tick");
        Clock.Advance(TimeSpan.FromMilliseconds(900));
        ExpectNoMsg(30);
        Clock.Advance(TimeSpan.FromMilliseconds(100));
        ExpectMsg("tick");
    }

    [Fact]
    public void Starting_a_key_again_replaces_its_timer()
    {
        var actor = Timed();
        Do(actor, timers =>
        {
            timers.StartSingleTimer("key", "old", Second);
            timers.StartSingleTimer("key", "new", Second * 2);
        });

        Clock.Advance(Second);
        ExpectNoMsg(30);
        Clock.Advance(Second);
        ExpectMsg("new");
    }

    [Fact]
    public void A_tick_already_in_the_mailbox_is_not_handled_after_its_cancellation()
    {
        var actor = Timed();
        using var inHandler = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var (entered, gate) = (inHandler, goOn);
        Do(actor, timers => timers.StartSingleTimer("key", "tick", Second));
        actor.Tell(new Action<ITimerScheduler>(timers =>
        {
            entered.Set();
            gate.Wait(Patience);
            timers.Cancel("key");
        }));
        inHandler.Wait(Patience);

        Clock.Advance(Second);
        goOn.Set();

        ExpectMsg("done");
        ExpectNoMsg(50);
    }

    [Fact]
    public void Timers_end_with_a_restart()
    {
        EventFilter.Exception<InvalidOperationException>().Mute();
        var actor = Timed();
        Do(actor, timers => timers.StartPeriodicTimer("key", "tick", Second));

        actor.Tell(new InvalidOperationException());
        Do(actor, timers => Assert.Empty(timers.ActiveTimers));
        Clock.Advance(Second);

        ExpectNoMsg(50);
    }

    [Fact]
    public void CancelAll_cancels_all()
    {
        var actor = Timed();
        Do(actor, timers =>
        {
            timers.StartPeriodicTimer(1, "one", Second);
            timers.StartSingleTimer(2, "two", Second);
            Assert.Equal(2, timers.ActiveTimers.Count);
            timers.CancelAll();
        });

        Clock.Advance(Second);

        ExpectNoMsg(50);
    }

    [Fact]
    public void A_receive_timeout_comes_after_the_last_message()
    {
        var actor = Timed();
        actor.Tell(Second);
        ExpectMsg("set");
        Settle(actor);

        Clock.Advance(Second / 2);
        actor.Tell("busy");
        ExpectMsg("busy");
        Settle(actor);
        Clock.Advance(Second / 2);
        ExpectNoMsg(30);
        Clock.Advance(Second / 2);
        ExpectMsg("timeout");
    }

    [Fact]
    public void A_receive_timeout_comes_again_until_it_is_taken_back()
    {
        var actor = Timed();
        actor.Tell(Second);
        ExpectMsg("set");
        for (var i = 0; i < 2; i++)
        {
            Settle(actor);
            Clock.Advance(Second);
            ExpectMsg("timeout");
        }

        actor.Tell("no timeout");
        ExpectMsg("no timeout");
        Settle(actor);
        Clock.Advance(Second);
        ExpectNoMsg(50);
    }

    private IActorRef Timed() => Sys.ActorOf(Props.Create(() => new TimedActor(TestActor)));

    // the timeout is set after the handler, which this waits for without counting as a message
    private void Settle(IActorRef actor)
    {
        actor.Tell(new Identify("settled"));
        ExpectMsg<ActorIdentity>();
    }

    private void Do(IActorRef actor, Action<ITimerScheduler> action)
    {
        actor.Tell(action);
        ExpectMsg("done");
    }

    private sealed class TimedActor : ReceiveActor, IWithTimers
    {
        public TimedActor(IActorRef log)
        {
            Receive<Action<ITimerScheduler>>(action =>
            {
                action(Timers);
                log.Tell("done");
            });
            Receive<Exception>(error => throw error);
            Receive<TimeSpan>(timeout =>
            {
                SetReceiveTimeout(timeout);
                log.Tell("set");
            });
            Receive<ReceiveTimeout>(_ => log.Tell("timeout"));
            Receive<string>(text =>
            {
                if (text == "no timeout")
                    SetReceiveTimeout(null);
                log.Tell(text);
            });
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
}

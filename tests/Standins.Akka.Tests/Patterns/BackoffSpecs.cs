using Akka.Actor;
using Akka.Pattern;
using Akka.TestKit;
using Akka.TestKit.Configs;

namespace AkkaSpecs;

/// <summary>On virtual time.</summary>
public sealed class BackoffSpecs : TestKit
{
    private static readonly TimeSpan Min = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(2);

    public BackoffSpecs() : base(TestConfigs.TestSchedulerConfig) => EventFilter.Exception<Exception>().Mute();

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Starts_the_child_again_after_it_has_stopped()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(ChildProps, "child", Min, Max, 0.0, -1)));
        ExpectMsg("started");

        supervisor.Tell("stop");
        ExpectAway(supervisor);
        Clock.Advance(Min / 2);
        ExpectNoMsg(50);

        Clock.Advance(Min / 2);
        ExpectMsg("started");
    }

    [Fact]
    public void Starts_the_child_again_after_it_has_failed()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnFailure(ChildProps, "child", Min, Max, 0.0, -1)));
        ExpectMsg("started");

        supervisor.Tell("fail");
        ExpectAway(supervisor);
        Clock.Advance(Min / 2);
        ExpectNoMsg(50);

        Clock.Advance(Min / 2);
        ExpectMsg("started");
    }

    [Fact]
    public void Passes_messages_through_and_knows_its_child()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(ChildProps, "child", Min, Max, 0.0, -1)), "supervisor");
        ExpectMsg("started");

        supervisor.Tell("hello");
        ExpectMsg("hello");
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance);
        Assert.Equal("akka://test/user/supervisor/child", ExpectMsg<BackoffSupervisor.CurrentChild>().Ref.Path.ToString());
    }

    [Fact]
    public void Counts_the_restarts_until_it_is_reset()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(ChildProps, "child", Min, Max, 0.0, -1).WithManualReset()));
        ExpectMsg("started");
        supervisor.Tell("stop");
        ExpectAway(supervisor);
        Clock.Advance(Min);
        ExpectMsg("started");

        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance);
        Assert.Equal(1, ExpectMsg<BackoffSupervisor.RestartCount>().Count);
        supervisor.Tell(BackoffSupervisor.Reset.Instance);
        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance);
        Assert.Equal(0, ExpectMsg<BackoffSupervisor.RestartCount>().Count);
    }

    [Fact]
    public void Answers_for_a_child_that_is_away()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(ChildProps, "child", Min, Max, 0.0, -1).WithReplyWhileStopped("away")));
        ExpectMsg("started");
        supervisor.Tell("stop");
        ExpectAway(supervisor);

        supervisor.Tell("hello");

        ExpectMsg("away");
    }

    [Fact]
    public void Waits_twice_as_long_after_each_failure_up_to_the_limit()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(ChildProps, "child", Min, Min * 3, 0.0, -1).WithManualReset()));
        ExpectMsg("started");
        foreach (var delay in (TimeSpan[])[Min, Min * 2, Min * 3, Min * 3])
        {
            supervisor.Tell("stop");
            ExpectAway(supervisor);
            Clock.Advance(delay - TimeSpan.FromMilliseconds(1));
            ExpectNoMsg(30);
            Clock.Advance(TimeSpan.FromMilliseconds(1));
            ExpectMsg("started");
        }
    }

    [Fact]
    public void Ends_after_the_allowed_retries()
    {
        var supervisor = Watch(Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(ChildProps, "child", Min, Max, 0.0, 1).WithManualReset())));
        ExpectMsg("started");

        supervisor.Tell("stop");
        ExpectAway(supervisor);
        Clock.Advance(Min);
        ExpectMsg("started");
        supervisor.Tell("stop");

        ExpectTerminated(supervisor);
    }

    [Fact]
    public void Ends_with_its_child_after_the_final_message()
    {
        var supervisor = Watch(Sys.ActorOf(BackoffSupervisor.Props(
            Backoff.OnStop(ChildProps, "child", Min, Max, 0.0, -1).WithFinalStopMessage(message => message is "stop"))));
        ExpectMsg("started");

        supervisor.Tell("stop");

        ExpectTerminated(supervisor);
    }

    [Fact]
    public void Refuses_delays_that_make_no_sense()
    {
        Assert.ThrowsAny<ArgumentException>(() => BackoffSupervisor.Props(Backoff.OnStop(ChildProps, "child", Max, Min, 0.0, -1)));
        Assert.ThrowsAny<ArgumentException>(() => BackoffSupervisor.Props(Backoff.OnStop(ChildProps, "child", Min, Max, 2.0, -1)));
    }

    private void ExpectAway(IActorRef supervisor) => AwaitAssert(() =>
    {
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance);
        Assert.True(ExpectMsg<BackoffSupervisor.CurrentChild>().Ref.IsNobody());
    });

    private Props ChildProps => Props.Create(() => new Child(TestActor));

    private sealed class Child : ReceiveActor
    {
        private readonly IActorRef _log;

        public Child(IActorRef log)
        {
            _log = log;
            Receive<string>(text => text == "stop", _ => Context.Stop(Self));
            Receive<string>(text => text == "fail", _ => throw new InvalidOperationException());
            Receive<string>(text => Sender.Tell(text));
        }

        protected override void PreStart() => _log.Tell("started");
    }
}

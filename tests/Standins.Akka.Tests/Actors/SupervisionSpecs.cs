using Akka.Actor;

namespace AkkaSpecs;

public sealed class SupervisionSpecs : TestKit
{
    public SupervisionSpecs() => EventFilter.Exception<Exception>().Mute();

    [Fact]
    public void A_restart_keeps_the_mailbox_and_the_reference_and_loses_the_state_and_the_failing_message()
    {
        var child = ChildUnder(new OneForOneStrategy(_ => Directive.Restart));

        child.Tell("add");
        child.Tell(new ArgumentException("fail"));
        child.Tell("add");
        child.Tell("get");

        ExpectMsg(1);
    }

    [Fact]
    public void Resume_keeps_the_state()
    {
        var child = ChildUnder(new OneForOneStrategy(_ => Directive.Resume));

        child.Tell("add");
        child.Tell(new ArgumentException("fail"));
        child.Tell("add");
        child.Tell("get");

        ExpectMsg(2);
    }

    [Fact]
    public void Stop_ends_the_child()
    {
        var child = Watch(ChildUnder(new OneForOneStrategy(_ => Directive.Stop)));

        child.Tell(new ArgumentException("fail"));

        ExpectTerminated(child);
    }

    [Fact]
    public void Escalate_lets_the_parent_fail_with_the_same_cause()
    {
        var causes = CreateTestProbe();
        var top = SupervisorWith(new OneForOneStrategy(cause =>
        {
            causes.Ref.Tell(cause.Message);
            return Directive.Restart;
        }));
        var middle = ChildOf(top, Props.Create(() => new Supervisor(new OneForOneStrategy(_ => Directive.Escalate))));
        var child = Watch(ChildOf(middle, Props.Create<Child>()));

        child.Tell(new ArgumentException("deep"));

        causes.ExpectMsg("deep");
        ExpectTerminated(child);
    }

    [Fact]
    public void The_decider_sees_the_type_of_the_failure()
    {
        var child = ChildUnder(new OneForOneStrategy(Decider.From(Directive.Stop, Directive.Resume.When<ArgumentException>())));
        Watch(child);

        child.Tell("add");
        child.Tell(new ArgumentNullException("derived"));
        child.Tell("get");
        ExpectMsg(1);
        child.Tell(new InvalidOperationException("other"));
        ExpectTerminated(child);
    }

    [Fact]
    public void More_restarts_than_allowed_stop_the_child()
    {
        var child = Watch(ChildUnder(new OneForOneStrategy(2, TimeSpan.FromMinutes(1), _ => Directive.Restart)));

        for (var i = 0; i < 2; i++)
        {
            child.Tell(new ArgumentException("fail"));
            child.Tell("get");
            ExpectMsg(0);
        }
        child.Tell(new ArgumentException("fail"));
        ExpectTerminated(child);
    }

    [Fact]
    public async Task Restarts_are_counted_within_the_range_only()
    {
        var range = TimeSpan.FromMilliseconds(300);
        var child = Watch(ChildUnder(new OneForOneStrategy(1, range, _ => Directive.Restart)));

        child.Tell(new ArgumentException("fail"));
        child.Tell("get");
        await ExpectMsgAsync(0);
        await ExpectNoMsgAsync(range * 2);
        child.Tell(new ArgumentException("fail"));
        child.Tell("get");
        await ExpectMsgAsync(0);
        // enough of them that two fall into one range even where the machine pauses between some
        for (var i = 0; i < 20; i++)
            child.Tell(new ArgumentException("fail"));
        await ExpectTerminatedAsync(child);
    }

    [Fact]
    public void No_retries_means_no_restart()
    {
        var child = Watch(ChildUnder(new OneForOneStrategy(0, TimeSpan.FromMinutes(1), _ => Directive.Restart)));

        child.Tell(new ArgumentException("fail"));

        ExpectTerminated(child);
    }

    [Fact]
    public void All_for_one_restarts_the_siblings_too()
    {
        var supervisor = SupervisorWith(new AllForOneStrategy(_ => Directive.Restart));
        var one = ChildOf(supervisor, Props.Create<Child>());
        var two = ChildOf(supervisor, Props.Create<Child>());
        two.Tell("add");
        two.Tell("get");
        ExpectMsg(1);

        one.Tell(new ArgumentException("fail"));

        AwaitAssert(() =>
        {
            two.Tell("get");
            ExpectMsg(0);
        });
    }

    [Fact]
    public void One_for_one_leaves_the_siblings_alone()
    {
        var supervisor = SupervisorWith(new OneForOneStrategy(_ => Directive.Restart));
        var one = ChildOf(supervisor, Props.Create<Child>());
        var two = ChildOf(supervisor, Props.Create<Child>());
        two.Tell("add");

        one.Tell(new ArgumentException("fail"));
        one.Tell("get");
        ExpectMsg(0);
        two.Tell("get");
        ExpectMsg(1);
    }

    [Fact]
    public void The_default_strategy_restarts_and_stops_what_was_killed()
    {
        var child = Watch(Sys.ActorOf<Child>());

        child.Tell("add");
        child.Tell(new InvalidOperationException("fail"));
        child.Tell("get");
        ExpectMsg(0);
        child.Tell(Kill.Instance);
        ExpectTerminated(child);
    }

    [Fact]
    public void A_constructor_that_throws_stops_the_actor_and_tells_the_parent_why()
    {
        var causes = CreateTestProbe();
        var supervisor = SupervisorWith(new OneForOneStrategy(cause =>
        {
            causes.Ref.Tell(cause);
            return Directive.Stop;
        }));

        var child = Watch(ChildOf(supervisor, Props.Create(() => new FailsToStart(true))));

        ExpectTerminated(child);
        var cause = causes.ExpectMsg<ActorInitializationException>();
        Assert.Equal(child, cause.Actor);
        Assert.Contains("no start", cause.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_PreStart_that_throws_is_an_initialization_failure()
    {
        var causes = CreateTestProbe();
        var supervisor = SupervisorWith(new OneForOneStrategy(cause =>
        {
            causes.Ref.Tell(cause);
            return Directive.Stop;
        }));

        Watch(ChildOf(supervisor, Props.Create(() => new FailsToStart(false))));

        ExpectMsg<Terminated>();
        Assert.IsType<InvalidOperationException>(causes.ExpectMsg<ActorInitializationException>().InnerException);
    }

    [Fact]
    public void A_restart_stops_the_children_unless_PreRestart_says_otherwise()
    {
        var stopping = SupervisorWith(SupervisorStrategy.DefaultStrategy);
        var child = Watch(ChildOf(stopping, Props.Create<Child>()));
        stopping.Tell(new ArgumentException("fail"));
        ExpectTerminated(child);

        var keeping = Sys.ActorOf<KeepsChildren>();
        var kept = Watch(ChildOf(keeping, Props.Create<Child>()));
        kept.Tell("add");
        kept.Tell("get");
        ExpectMsg(1);
        keeping.Tell(new ArgumentException("fail"));
        AwaitAssert(() =>
        {
            kept.Tell("get");
            ExpectMsg(0);
        });
    }

    [Fact]
    public void The_failed_child_is_the_sender_while_its_parent_decides()
    {
        var probe = CreateTestProbe();
        var supervisor = Sys.ActorOf(Props.Create(() => new TellsFailedChild(probe.Ref)));
        var child = ChildOf(supervisor, Props.Create<Child>());

        child.Tell(new ArgumentException("fail"));

        Assert.Equal(child, probe.ExpectMsg<IActorRef>());
    }

    [Fact]
    public void The_strategy_of_the_props_wins_over_the_actor_s_own()
    {
        var props = Props.Create(() => new Supervisor(new OneForOneStrategy(_ => Directive.Stop)))
            .WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Resume));
        var child = ChildOf(Sys.ActorOf(props), Props.Create<Child>());

        child.Tell("add");
        child.Tell(new ArgumentException("fail"));
        child.Tell("get");

        ExpectMsg(1);
    }

    [Fact]
    public void A_failed_child_handles_nothing_until_its_parent_has_decided()
    {
        using var decide = new ManualResetEventSlim();
        var gate = decide;
        var child = ChildUnder(new OneForOneStrategy(_ =>
        {
            gate.Wait(Patience);
            return Directive.Resume;
        }));

        child.Tell(new ArgumentException("fail"));
        child.Tell("get");
        ExpectNoMsg(100);
        decide.Set();
        ExpectMsg(0);
    }

    [Fact]
    public async Task A_guardian_that_escalates_ends_the_whole_system()
    {
        using var system = ActorSystem.Create("escalating", $"akka.actor.guardian-supervisor-strategy = \"{typeof(EscalatingGuardian).AssemblyQualifiedName}\"");
        var ended = system.WhenTerminated;

        system.ActorOf<Child>().Tell(new ArgumentException("fatal"));

        await ended.WaitAsync(Patience);
    }

    private IActorRef ChildUnder(SupervisorStrategy strategy) => ChildOf(SupervisorWith(strategy), Props.Create<Child>());

    private IActorRef SupervisorWith(SupervisorStrategy strategy) => Sys.ActorOf(Props.Create(() => new Supervisor(strategy)));

    private IActorRef ChildOf(IActorRef supervisor, Props props)
    {
        supervisor.Tell(props);
        return ExpectMsg<IActorRef>();
    }

    public sealed class EscalatingGuardian : SupervisorStrategyConfigurator
    {
        public override SupervisorStrategy Create() => new OneForOneStrategy(_ => Directive.Escalate);
    }

    private class Supervisor : ReceiveActor
    {
        private readonly SupervisorStrategy _strategy;

        public Supervisor(SupervisorStrategy strategy)
        {
            _strategy = strategy;
            Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
            Receive<Exception>(error => throw error);
        }

        protected override SupervisorStrategy SupervisorStrategy() => _strategy;
    }

    private sealed class KeepsChildren() : Supervisor(Akka.Actor.SupervisorStrategy.DefaultStrategy)
    {
        protected override void PreRestart(Exception reason, object message) { }
    }

    private sealed class TellsFailedChild : ReceiveActor
    {
        private readonly IActorRef _log;

        public TellsFailedChild(IActorRef log)
        {
            _log = log;
            Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ =>
        {
            _log.Tell(Sender);
            return Directive.Stop;
        });
    }

    private sealed class Child : ReceiveActor
    {
        private int _count;

        public Child()
        {
            Receive<string>(text => text == "add", _ => _count++);
            Receive<string>(text => text == "get", _ => Sender.Tell(_count));
            Receive<Exception>(error => throw error);
        }
    }

    private sealed class FailsToStart : ReceiveActor
    {
        public FailsToStart(bool inConstructor)
        {
            if (inConstructor)
                throw new InvalidOperationException("no start");
        }

        protected override void PreStart() => throw new InvalidOperationException("no PreStart");
    }
}

namespace Akka.Actor;

/// <summary>The parent of all actors that <see cref="ActorSystem.ActorOf"/> makes.</summary>
internal sealed class GuardianActor(SupervisorStrategy strategy) : ActorBase
{
    protected override bool Receive(object message) => false;

    protected override SupervisorStrategy SupervisorStrategy() => strategy;

    // a restarted guardian keeps its children
    protected override void PreRestart(Exception reason, object message) { }
}

/// <summary>The parent of the library's own actors; it ends them when the last user actor has ended.</summary>
internal sealed class SystemGuardianActor(IActorRef userGuardian) : ActorBase
{
    private static readonly SupervisorStrategy GuardianStrategy = new OneForOneStrategy(static cause => cause switch
    {
        ActorInitializationException or ActorKilledException or DeathPactException => Directive.Stop,
        _ => Directive.Restart,
    });

    protected override void PreStart() => Context.Watch(userGuardian);

    protected override bool Receive(object message)
    {
        if (message is not Terminated)
            return false;
        Context.System.EventStream.StopDefaultLoggers(Context.System);
        Context.Stop(Self);
        return true;
    }

    protected override SupervisorStrategy SupervisorStrategy() => GuardianStrategy;

    protected override void PreRestart(Exception reason, object message) { }
}

/// <summary>The parent of both guardians: it stops what fails and ends when the system guardian has ended.</summary>
internal sealed class RootGuardianActor : ActorBase
{
    protected override SupervisorStrategy SupervisorStrategy() => new RootStrategy();

    protected override bool Receive(object message) => false;

    private sealed class RootStrategy : OneForOneStrategy
    {
        public RootStrategy() : base(static _ => Directive.Stop) { }

        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children)
        {
            if (child.Path.Name == "system")
                actorContext.Stop(actorContext.Self);
        }
    }
}

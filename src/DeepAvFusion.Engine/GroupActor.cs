using Akka.Actor;
using Akka.Event;

namespace DeepAvFusion.Engine;

/// <summary>Parent of all actors of one kind: streams, devices or sinks. A child that throws is restarted; one that keeps throwing is stopped, and only that one.</summary>
internal sealed class GroupActor : ReceiveActor
{
    private const int RestartsPerMinute = 5;

    private readonly ILoggingAdapter _log = Context.GetLogger();

    public GroupActor() => Receive<Add>(add => Sender.Tell(new Added(add.Name, Context.ActorOf(add.Child, add.Name))));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(RestartsPerMinute, TimeSpan.FromMinutes(1), cause =>
    {
        _log.Error(cause, "{0} failed and is restarted", Sender.Path);
        return Directive.Restart;
    });

    internal sealed record Add(string Name, Props Child);

    internal sealed record Added(string Name, IActorRef Child);
}

using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.TestKit;

/// <summary>Gives each child of a test actor a strategy of its own.</summary>
internal sealed class DelegatingStrategy : SupervisorStrategy
{
    private readonly Dictionary<IActorRef, SupervisorStrategy> _strategies = [];

    public override IDecider Decider => DefaultDecider;

    public void Set(IActorRef child, SupervisorStrategy strategy) => _strategies[child] = strategy;

    public override void ProcessFailure(
        IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children) =>
        Of(child).ProcessFailure(context, restart, child, cause, stats, children);

    public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) => _strategies.Remove(child);

    protected override Directive Handle(IActorRef child, Exception exception) => Of(child).Decider.Decide(exception);

    private SupervisorStrategy Of(IActorRef child) => _strategies.GetValueOrDefault(child, DefaultStrategy);
}

using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>An actor with a stash; the library sets the property after construction, before <c>PreStart</c>.</summary>
public interface IActorStash
{
    IStash Stash { get; set; }
}

/// <summary>A stash that leaves the choice of the mailbox to the configuration.</summary>
public interface IWithUnrestrictedStash : IActorStash;

/// <summary>A stash; its limit is the <c>stash-capacity</c> of props or mailbox.</summary>
public interface IWithStash : IWithUnrestrictedStash, IRequiresMessageQueue<IDequeBasedMessageQueueSemantics>;

/// <summary>A stash without a limit.</summary>
public interface IWithUnboundedStash : IWithUnrestrictedStash, IRequiresMessageQueue<IUnboundedDequeBasedMessageQueueSemantics>;

/// <summary>A stash over a bounded mailbox.</summary>
public interface IWithBoundedStash : IWithUnrestrictedStash, IRequiresMessageQueue<IBoundedDequeBasedMessageQueueSemantics>;

using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.TestKit;

public abstract class TestActorRefBase<TActor> : IInternalActorRef where TActor : ActorBase
{
    private readonly LocalActorRef _inner;

    protected TestActorRefBase(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
    {
        var parent = supervisor is null ? ((ExtendedActorSystem)system).Guardian : (IInternalActorRef)supervisor;
        var props = actorProps.Deploy.Dispatcher == Deploy.NoDispatcherGiven ? actorProps.WithDispatcher(CallingThreadDispatcher.Id) : actorProps;
        _inner = (LocalActorRef)((ActorRefWithCell)parent).Underlying.AttachChild(props, systemService: false, name);
    }

    public IActorRef Ref => _inner;

    public ActorPath Path => _inner.Path;

    /// <summary>The present instance.</summary>
    public TActor UnderlyingActor => _inner.Cell.Actor as TActor
        ?? throw new InvalidOperationException($"The actor {Path} has no instance: it failed to start or has ended.");

    IInternalActorRef IInternalActorRef.Parent => _inner.Parent;

    IActorRefProvider IInternalActorRef.Provider => _inner.Provider;

    bool IInternalActorRef.IsTerminated => _inner.IsTerminated;

    bool IActorRefScope.IsLocal => true;

    /// <summary>Handles the message now; what the actor throws reaches the caller.</summary>
    public void Receive(object message, IActorRef? sender = null) =>
        _inner.Cell.ReceiveMessageForTest(new Envelope(message, sender ?? ActorRefs.NoSender));

    public void Tell(object message, IActorRef? sender) => _inner.Tell(message, sender);

    public void Tell(object message) => _inner.Tell(message);

    public void Forward(object message) => _inner.Forward(message);

    public void Watch(IActorRef subject) => _inner.Cell.UseThreadContext(() => _inner.Cell.Watch(subject));

    public void Unwatch(IActorRef subject) => _inner.Cell.UseThreadContext(() => _inner.Cell.Unwatch(subject));

    public bool Equals(IActorRef? other) => _inner.Equals(other);

    public override bool Equals(object? obj) => _inner.Equals(obj);

    public override int GetHashCode() => _inner.GetHashCode();

    public int CompareTo(object? obj) => _inner.CompareTo(obj);

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => _inner.CompareTo(other);

    public override string ToString() => _inner.ToString();

    public void SendSystemMessage(ISystemMessage message) => _inner.SendSystemMessage(message);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => _inner.GetChild(name);

    void IInternalActorRef.Start() => _inner.Start();

    void IInternalActorRef.Stop() => _inner.Stop();

    void IInternalActorRef.Suspend() => _inner.Suspend();

    void IInternalActorRef.Resume(Exception? causedByFailure) => _inner.Resume(causedByFailure);

    void IInternalActorRef.Restart(Exception cause) => _inner.Restart(cause);
}

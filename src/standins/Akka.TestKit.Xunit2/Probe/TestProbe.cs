using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.TestKit;

/// <summary>A test actor of its own, which may stand wherever an actor reference may.</summary>
public class TestProbe : TestKitBase, INoImplicitSender, IInternalActorRef
{
    public TestProbe(ActorSystem system, ITestKitAssertions assertions, string? testProbeName = null) : base(assertions, system, testProbeName) { }

    public IActorRef Ref => TestActor;

    /// <summary>Who sent the last message looked at.</summary>
    public IActorRef Sender => LastSender;

    ActorPath IActorRef.Path => TestActor.Path;

    IInternalActorRef IInternalActorRef.Parent => Internal.Parent;

    IActorRefProvider IInternalActorRef.Provider => Internal.Provider;

    bool IInternalActorRef.IsTerminated => Internal.IsTerminated;

    bool IActorRefScope.IsLocal => Internal.IsLocal;

    private IInternalActorRef Internal => (IInternalActorRef)TestActor;

    public IActorRef ChildActorOf<T>(CancellationToken cancellationToken = default) where T : ActorBase =>
        ChildActorOf(Props.Create<T>(), cancellationToken);

    public IActorRef ChildActorOf<T>(string name, CancellationToken cancellationToken = default) where T : ActorBase =>
        ChildActorOf(Props.Create<T>(), name, cancellationToken);

    public IActorRef ChildActorOf<T>(SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) where T : ActorBase =>
        ChildActorOf(Props.Create<T>(), supervisorStrategy, cancellationToken);

    /// <summary>Sends with the probe as the sender.</summary>
    public void Send(IActorRef actor, object message) => actor.Tell(message, TestActor);

    /// <summary>Sends the last message on, with its sender.</summary>
    public void Forward(IActorRef actor) => Forward(actor, LastMessage!);

    public void Forward(IActorRef actor, object message) => actor.Tell(message, Sender);

    /// <summary>Answers the last message.</summary>
    public void Reply(object message) => Sender.Tell(message, TestActor);

    public override TestProbe CreateTestProbe(string? name = null) => throw new NotSupportedException("Cannot create a TestProbe from a TestProbe");

    public override bool Equals(object? obj) => TestActor.Equals(obj);

    public override int GetHashCode() => TestActor.GetHashCode();

    public override string ToString() => TestActor.ToString()!;

    public int CompareTo(object? obj) => TestActor.CompareTo(obj);

    public void SendSystemMessage(ISystemMessage message) => Internal.SendSystemMessage(message);

    void ICanTell.Tell(object message, IActorRef? sender) => TestActor.Tell(message, sender);

    bool IEquatable<IActorRef>.Equals(IActorRef? other) => TestActor.Equals(other);

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => TestActor.CompareTo(other);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => Internal.GetChild(name);

    void IInternalActorRef.Start() => Internal.Start();

    void IInternalActorRef.Stop() => Internal.Stop();

    void IInternalActorRef.Suspend() => Internal.Suspend();

    void IInternalActorRef.Resume(Exception? causedByFailure) => Internal.Resume(causedByFailure);

    void IInternalActorRef.Restart(Exception cause) => Internal.Restart(cause);
}

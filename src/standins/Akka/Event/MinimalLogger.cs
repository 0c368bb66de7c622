using Akka.Actor;

namespace Akka.Event;

/// <summary>A logger that is no actor, for the time before and after the actors.</summary>
public abstract class MinimalLogger : MinimalActorRef
{
    public override ActorPath Path { get; } = new RootActorPath(new Address("akka", "all-systems"), "/StandardOutLogger");

    public override IActorRefProvider Provider => throw new NotSupportedException("A minimal logger belongs to no system.");

    protected abstract void Log(object message);

    protected override void TellInternal(object message, IActorRef sender) =>
        Log(message ?? throw new ArgumentNullException(nameof(message), "The message to log must not be null."));
}

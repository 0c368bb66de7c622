using Akka.Actor;
using Akka.Event;

namespace Akka.Dispatch.SysMsg;

internal sealed class Create(Exception? failure) : ISystemMessage
{
    public Exception? Failure { get; } = failure;
}

internal sealed class Recreate(Exception cause) : ISystemMessage
{
    public Exception Cause { get; } = cause;
}

internal sealed class Suspend : ISystemMessage;

internal sealed class Resume(Exception? causedByFailure) : ISystemMessage
{
    public Exception? CausedByFailure { get; } = causedByFailure;
}

internal sealed class Terminate : ISystemMessage, IDeadLetterSuppression;

internal sealed class Supervise(IActorRef child) : ISystemMessage
{
    public IActorRef Child { get; } = child;
}

internal sealed class Watch(IInternalActorRef watchee, IInternalActorRef watcher) : ISystemMessage
{
    public IInternalActorRef Watchee { get; } = watchee;

    public IInternalActorRef Watcher { get; } = watcher;
}

internal sealed class Unwatch(IInternalActorRef watchee, IInternalActorRef watcher) : ISystemMessage
{
    public IInternalActorRef Watchee { get; } = watchee;

    public IInternalActorRef Watcher { get; } = watcher;
}

internal sealed class Failed(IInternalActorRef child, Exception cause) : ISystemMessage
{
    public IInternalActorRef Child { get; } = child;

    public Exception Cause { get; } = cause;
}

internal sealed class DeathWatchNotification(IActorRef actor, bool existenceConfirmed) : ISystemMessage, IDeadLetterSuppression
{
    public IActorRef Actor { get; } = actor;

    public bool ExistenceConfirmed { get; } = existenceConfirmed;
}

using Akka.Actor.Internal;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The base of all actors: lifecycle hooks, behaviour, context.</summary>
public abstract class ActorBase
{
    private IActorRef? _clearedSelf;
    private SupervisorStrategy? _strategy;

    /// <summary>The context of the actor that runs on this thread.</summary>
    /// <exception cref="NotSupportedException">No actor runs here, as after an await that left the actor's context.</exception>
    protected static IActorContext Context => CurrentCell();

    protected static Receive EmptyReceive => static _ => false;

    protected IActorRef Sender => Context.Sender;

    protected IActorRef Self => _clearedSelf ?? Context.Self;

    internal bool IsCleared => _clearedSelf is not null;

    internal SupervisorStrategy Strategy => _strategy ??= SupervisorStrategy();

    internal virtual Receive InitialBehavior => Receive;

    public virtual void AroundPreStart() => PreStart();

    public virtual void AroundPostStop() => PostStop();

    public virtual void AroundPreRestart(Exception cause, object? message)
    {
        if (this is IWithTimers { Timers: { } timers })
            timers.CancelAll();
        PreRestart(cause, message!);
    }

    public virtual void AroundPostRestart(Exception cause, object? message) => PostRestart(cause);

    internal void Incarnate(ActorCell cell)
    {
        _ = cell;
        _clearedSelf = null;
    }

    internal void Clear(IActorRef self) => _clearedSelf = self;

    internal bool Handle(Receive receive, object message) => AroundReceive(receive, message);

    internal static ActorCell CurrentCell() => InternalCurrentActorCellKeeper.Current
        ?? throw new NotSupportedException("There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    protected virtual bool AroundReceive(Receive receive, object message)
    {
        var handled = receive(message);
        if (!handled)
            Unhandled(message);
        return handled;
    }

    /// <returns>False when the message is not handled.</returns>
    protected abstract bool Receive(object message);

    /// <summary>Called with what the behaviour did not take: throws for <see cref="Terminated"/>, else publishes an <see cref="UnhandledMessage"/>.</summary>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
            throw new DeathPactException(terminated.ActorRef);
        Context.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    protected void Become(Receive receive) => Context.Become(receive);

    protected void BecomeStacked(Receive receive) => Context.BecomeStacked(receive);

    protected void UnbecomeStacked() => Context.UnbecomeStacked();

    protected void SetReceiveTimeout(TimeSpan? timeout) => Context.SetReceiveTimeout(timeout);

    /// <summary>How this actor handles failures of its children; asked for once per instance.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.DefaultStrategy;

    protected virtual void PreStart() { }

    protected virtual void PostStop() { }

    /// <summary>On the old instance, before it is replaced: stops the children, then calls <see cref="PostStop"/>.</summary>
    /// <param name="reason">What failed.</param>
    /// <param name="message">The message that was being handled; null when none was.</param>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in Context.GetChildren())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }
        PostStop();
    }

    /// <summary>On the new instance: calls <see cref="PreStart"/>.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();
}

using Akka.Actor;

namespace Akka.Streams.Stage;

/// <summary>An actor whose messages arrive as callbacks of a stage.</summary>
public sealed class StageActor
{
    private readonly IActorContext _parent;
    private StageActorRef.Receive _behavior;

    internal StageActor(
        IActorContext parent,
        Func<StageActorRef.Receive, Action<(IActorRef, object)>> getAsyncCallback,
        StageActorRef.Receive initialReceive,
        string? name)
    {
        _parent = parent;
        _behavior = initialReceive;
        var callback = getAsyncCallback(message => _behavior(message));
        Ref = parent.ActorOf(Props.Create(() => new Inbox(callback)), name);
    }

    public IActorRef Ref { get; }

    /// <summary>Hears <see cref="Terminated"/> when that actor stops.</summary>
    public void Watch(IActorRef actorRef) => Ref.Tell(new WatchCommand(actorRef));

    public void Unwatch(IActorRef actorRef) => Ref.Tell(new UnwatchCommand(actorRef));

    public void Become(StageActorRef.Receive receive) => _behavior = receive;

    public void Stop() => _parent.Stop(Ref);

    private sealed record WatchCommand(IActorRef Target) : INoSerializationVerificationNeeded;

    private sealed record UnwatchCommand(IActorRef Target) : INoSerializationVerificationNeeded;

    private sealed class Inbox(Action<(IActorRef, object)> callback) : ActorBase
    {
        protected override bool Receive(object message)
        {
            switch (message)
            {
                case WatchCommand watch:
                    Context.Watch(watch.Target);
                    break;
                case UnwatchCommand unwatch:
                    Context.Unwatch(unwatch.Target);
                    break;
                default:
                    callback((Sender, message));
                    break;
            }

            return true;
        }
    }
}

using Akka.Actor;

namespace Akka.Event;

/// <summary>Watches subscribers and ends the subscriptions of those that have ended.</summary>
internal sealed class EventStreamUnsubscriber(EventStream stream) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Register register: Context.Watch(register.Subscriber); break;
            case Terminated terminated: stream.Unsubscribe(terminated.ActorRef); break;
            default: break;
        }
    }

    internal sealed record Register(IActorRef Subscriber);
}

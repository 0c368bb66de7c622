using Akka.Actor;
using Akka.Event;

namespace Akka.Dispatch.MessageQueues;

internal static class BoundedPush
{
    public static void Reject(IActorRef receiver, Envelope envelope)
    {
        var deadLetters = ((IInternalActorRef)receiver).Provider.DeadLetters;
        var sender = envelope.Sender.IsNobody() ? deadLetters : envelope.Sender;
        deadLetters.Tell(new DeadLetter(envelope.Message, sender, receiver), sender);
    }
}

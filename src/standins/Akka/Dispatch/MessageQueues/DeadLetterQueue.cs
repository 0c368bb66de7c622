using Akka.Actor;
using Akka.Event;

namespace Akka.Dispatch.MessageQueues;

/// <summary>Publishes what is put into it as dead letters.</summary>
internal sealed class DeadLetterQueue(Func<IActorRef> deadLetters) : IMessageQueue
{
    public bool HasMessages => false;

    public int Count => 0;

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        // a subscriber to dead letters that has ended must not make new ones of them
        if (envelope.Message is AllDeadLetters)
            return;
        var target = deadLetters();
        target.Tell(new DeadLetter(envelope.Message, envelope.Sender.IsNobody() ? target : envelope.Sender, receiver), envelope.Sender);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        envelope = default;
        return false;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters) { }
}

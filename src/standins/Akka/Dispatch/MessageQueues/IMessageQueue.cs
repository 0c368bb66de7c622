using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>The messages waiting in a mailbox. Enqueue comes from any thread, dequeue from one at a time.</summary>
public interface IMessageQueue
{
    bool HasMessages { get; }

    int Count { get; }

    void Enqueue(IActorRef receiver, Envelope envelope);

    bool TryDequeue(out Envelope envelope);

    void CleanUp(IActorRef owner, IMessageQueue deadletters);
}

using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>Blocks the sender while it is full, up to the push timeout; then the message is a dead letter.</summary>
public class BoundedMessageQueue : IMessageQueue, IBoundedMessageQueueSemantics
{
    private readonly BlockingCollection<Envelope> _queue;

    public BoundedMessageQueue(int boundedCapacity, TimeSpan pushTimeOut)
    {
        if (boundedCapacity < 0)
            throw new ArgumentOutOfRangeException(nameof(boundedCapacity), boundedCapacity, "The capacity of a bounded mailbox must not be negative.");
        PushTimeOut = pushTimeOut;
        _queue = boundedCapacity == 0 ? [] : new BlockingCollection<Envelope>(boundedCapacity);
    }

    public TimeSpan PushTimeOut { get; set; }

    public bool HasMessages => _queue.Count > 0;

    public int Count => _queue.Count;

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        if (PushTimeOut < TimeSpan.Zero)
            _queue.Add(envelope);
        else if (!_queue.TryAdd(envelope, PushTimeOut))
            BoundedPush.Reject(receiver, envelope);
    }

    public bool TryDequeue(out Envelope envelope) => _queue.TryTake(out envelope);

    public void CleanUp(IActorRef owner, IMessageQueue deadletters) => QueueCleanUp.MoveAll(this, owner, deadletters);
}

using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>Gives the message with the lowest number first, among equals the oldest.</summary>
public class UnboundedPriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity)
    : IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Envelope, (int Priority, long Order)> _queue = new(initialCapacity);
    private readonly Stack<Envelope> _front = new();
    private long _order;

    public bool HasMessages => Count > 0;

    public int Count
    {
        get
        {
            lock (_gate)
                return _queue.Count + _front.Count;
        }
    }

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        var priority = priorityGenerator(envelope.Message);
        lock (_gate)
            _queue.Enqueue(envelope, (priority, _order++));
    }

    public void EnqueueFirst(Envelope envelope)
    {
        lock (_gate)
            _front.Push(envelope);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        lock (_gate)
            return _front.TryPop(out envelope) || _queue.TryDequeue(out envelope, out _);
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters) => QueueCleanUp.MoveAll(this, owner, deadletters);
}

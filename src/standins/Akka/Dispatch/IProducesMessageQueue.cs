using Akka.Dispatch.MessageQueues;

namespace Akka.Dispatch;

/// <summary>Says which kind of queue a mailbox type makes.</summary>
public interface IProducesMessageQueue<TQueue> where TQueue : IMessageQueue;

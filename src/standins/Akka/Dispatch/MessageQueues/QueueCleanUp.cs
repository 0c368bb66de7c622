using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

internal static class QueueCleanUp
{
    public static void MoveAll(IMessageQueue from, IActorRef owner, IMessageQueue deadLetters)
    {
        while (from.TryDequeue(out var envelope))
            deadLetters.Enqueue(owner, envelope);
    }
}

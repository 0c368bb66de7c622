namespace Akka.Actor;

/// <summary>The sender of an Ask: its first message completes the task.</summary>
public class FutureActorRef<T>(TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider) : MinimalActorRef
{
    public override ActorPath Path => path;

    public override IActorRefProvider Provider => provider;

    public override IInternalActorRef Parent => provider.TempContainer;

    protected override void TellInternal(object message, IActorRef sender)
    {
        switch (message)
        {
            case T reply:
                result.TrySetResult(reply);
                break;
            case Status.Failure failure:
                result.TrySetException(failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message."));
                break;
            default:
                result.TrySetException(new ArgumentException($"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]"));
                break;
        }
    }
}

namespace Akka.Actor;

/// <summary>The constructor, <c>PostRestart</c> or <c>PreStart</c> of the new instance threw.</summary>
public class PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
    : ActorInitializationException(actor, $"Exception post restart ({originalCause?.GetType().ToString() ?? "null"})", cause)
{
    public Exception OriginalCause => originalCause;
}

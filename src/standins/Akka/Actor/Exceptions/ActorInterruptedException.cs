namespace Akka.Actor;

/// <summary>Processing a message was interrupted.</summary>
public class ActorInterruptedException : AkkaException
{
    public ActorInterruptedException(string? message = null, Exception? cause = null) : base(message, cause) { }
}

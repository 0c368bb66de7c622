namespace Akka.Actor;

/// <summary><c>PreRestart</c> threw.</summary>
public class PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
    : ActorInitializationException(actor, $"Exception in PreRestart(of '{cause?.GetType().Name}', at message '{optionalMessage}')", restartException)
{
    public Exception RestartException => InnerException!;

    public object? OptionalMessage => optionalMessage;
}

namespace Akka.Actor;

/// <summary>An operation is not allowed in the actor's present state.</summary>
public class IllegalActorStateException : AkkaException
{
    public IllegalActorStateException(string message) : base(message) { }
}

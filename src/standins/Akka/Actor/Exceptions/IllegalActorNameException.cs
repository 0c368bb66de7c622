namespace Akka.Actor;

/// <summary>The name cannot be used for an actor.</summary>
public class IllegalActorNameException : AkkaException
{
    public IllegalActorNameException(string message) : base(message) { }
}

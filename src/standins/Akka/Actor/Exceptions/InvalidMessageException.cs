namespace Akka.Actor;

/// <summary>A message is null.</summary>
public class InvalidMessageException : AkkaException
{
    public InvalidMessageException() { }

    public InvalidMessageException(string message) : base(message) { }
}

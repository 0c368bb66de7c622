namespace Akka.Actor;

/// <summary>No reply to an Ask came within its timeout.</summary>
public class AskTimeoutException : AkkaException
{
    public AskTimeoutException(string message) : base(message) { }
}

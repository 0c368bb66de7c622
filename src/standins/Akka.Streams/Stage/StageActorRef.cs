using Akka.Actor;

namespace Akka.Streams.Stage;

/// <summary>Types of a stage's own actor.</summary>
public static class StageActorRef
{
    /// <summary>Gets the sender and the message.</summary>
    public delegate void Receive((IActorRef, object) args);
}

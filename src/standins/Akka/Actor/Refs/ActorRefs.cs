namespace Akka.Actor;

public static class ActorRefs
{
    public static readonly Nobody Nobody = Nobody.Instance;

    /// <summary>Says that a message has no sender; the receiver then sees dead letters as its sender.</summary>
    public static readonly IActorRef NoSender = null!;
}

namespace Akka.Actor;

/// <summary>The handle of an actor: where messages for it go.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, IComparable
{
    ActorPath Path { get; }
}

namespace Akka.Actor;

/// <summary>Makes and releases actors in its own way, as a container does.</summary>
public interface IIndirectActorProducer
{
    Type ActorType { get; }

    ActorBase Produce();

    void Release(ActorBase actor);
}

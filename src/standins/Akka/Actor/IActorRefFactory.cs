namespace Akka.Actor;

/// <summary>Something that creates actors and finds them by path.</summary>
public interface IActorRefFactory
{
    /// <param name="props">The recipe.</param>
    /// <param name="name">Unique among the siblings; generated when null.</param>
    IActorRef ActorOf(Props props, string? name = null);

    ActorSelection ActorSelection(ActorPath actorPath);

    ActorSelection ActorSelection(string actorPath);
}

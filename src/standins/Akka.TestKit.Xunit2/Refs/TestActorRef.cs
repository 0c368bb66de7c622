using Akka.Actor;

namespace Akka.TestKit;

/// <summary>The reference of an actor that runs on the calling thread and shows its instance.</summary>
public class TestActorRef<TActor> : TestActorRefBase<TActor> where TActor : ActorBase
{
    public TestActorRef(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null) : base(system, actorProps, supervisor, name) { }
}

using Akka.Event;

namespace Akka.Actor;

/// <summary>Where undeliverable messages go: they are published on the event stream.</summary>
public class DeadLetterActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream) : EmptyLocalActorRef(provider, path, eventStream);

using Akka.Actor;

namespace Akka.Event;

/// <summary>The actor had no handler for the message.</summary>
public sealed class UnhandledMessage(object message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);

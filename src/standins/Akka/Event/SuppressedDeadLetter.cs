using Akka.Actor;

namespace Akka.Event;

/// <summary>A dead letter that is to be expected, as a timer's; not logged.</summary>
public sealed class SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);

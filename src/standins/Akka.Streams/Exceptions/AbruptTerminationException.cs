using Akka.Actor;

namespace Akka.Streams;

/// <summary>The actor under a stream was stopped before the stream had ended.</summary>
public class AbruptTerminationException : Exception
{
    public readonly IActorRef Actor;

    public AbruptTerminationException(IActorRef actor) : base($"Processor actor [{actor}] terminated abruptly") => Actor = actor;
}

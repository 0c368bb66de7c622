using Akka.Actor;

namespace Akka.Event;

/// <summary>The first message of a logger; it must answer with <see cref="LoggerInitialized"/>.</summary>
public class InitializeLogger(LoggingBus loggingBus) : INoSerializationVerificationNeeded
{
    public LoggingBus LoggingBus { get; } = loggingBus;
}

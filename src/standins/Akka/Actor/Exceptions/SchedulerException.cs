namespace Akka.Actor;

/// <summary>The scheduler cannot take the work.</summary>
public sealed class SchedulerException(string message) : AkkaException(message);

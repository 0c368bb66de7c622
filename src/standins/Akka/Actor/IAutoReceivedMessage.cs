namespace Akka.Actor;

/// <summary>A message the actor cell handles itself.</summary>
public interface IAutoReceivedMessage;

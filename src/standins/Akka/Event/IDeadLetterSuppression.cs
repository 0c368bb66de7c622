namespace Akka.Event;

/// <summary>A message that is not worth a report when it becomes a dead letter.</summary>
public interface IDeadLetterSuppression;

namespace Akka.Dispatch;

/// <summary>Says which kind of mailbox an actor type needs.</summary>
public interface IRequiresMessageQueue<T> where T : ISemantics;

namespace Akka.TestKit;

/// <summary>A test whose own messages have no sender.</summary>
public interface INoImplicitSender;

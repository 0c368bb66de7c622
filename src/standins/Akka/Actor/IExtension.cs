namespace Akka.Actor;

/// <summary>The marker of what an <see cref="IExtensionId"/> creates.</summary>
public interface IExtension;

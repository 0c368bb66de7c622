namespace Akka.Actor;

/// <summary>A message that is never serialized for verification.</summary>
public interface INoSerializationVerificationNeeded;

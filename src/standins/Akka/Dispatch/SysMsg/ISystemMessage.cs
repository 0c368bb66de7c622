using Akka.Actor;

namespace Akka.Dispatch.SysMsg;

/// <summary>A message between actor cells; it overtakes ordinary messages.</summary>
public interface ISystemMessage : INoSerializationVerificationNeeded;

using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Tells the listener to keep the events these filters take out of the log.</summary>
internal sealed record Mute(IReadOnlyList<LogEventFilter> Filters) : INoSerializationVerificationNeeded;

internal sealed record Unmute(IReadOnlyList<LogEventFilter> Filters) : INoSerializationVerificationNeeded;

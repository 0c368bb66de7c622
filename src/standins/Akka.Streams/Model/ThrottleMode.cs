namespace Akka.Streams;

/// <summary>What a throttle does with an element that comes too early.</summary>
public enum ThrottleMode
{
    /// <summary>Waits.</summary>
    Shaping,

    /// <summary>Fails the stream.</summary>
    Enforcing,
}

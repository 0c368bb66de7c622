namespace Akka.Streams.Supervision;

/// <summary>What to do about an exception of user code.</summary>
public enum Directive
{
    /// <summary>The stream fails.</summary>
    Stop,

    /// <summary>The element is dropped, the stage goes on.</summary>
    Resume,

    /// <summary>The element is dropped, the stage goes on with its state cleared.</summary>
    Restart,
}

namespace Akka.Streams;

/// <summary>What cancelling a substream does to the stream it was split from.</summary>
public enum SubstreamCancelStrategy
{
    /// <summary>Cancels it.</summary>
    Propagate,

    /// <summary>Drops what belongs to the cancelled substream and goes on.</summary>
    Drain,
}

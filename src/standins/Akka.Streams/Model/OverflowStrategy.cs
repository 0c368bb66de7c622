namespace Akka.Streams;

/// <summary>What a full buffer does with one element more.</summary>
public enum OverflowStrategy
{
    /// <summary>Drops the oldest in the buffer.</summary>
    DropHead = 2,

    /// <summary>Drops the newest in the buffer.</summary>
    DropTail = 3,

    /// <summary>Drops the whole buffer.</summary>
    DropBuffer = 4,

    /// <summary>Drops the element that arrives.</summary>
    DropNew = 5,

    /// <summary>Stops asking until there is room.</summary>
    Backpressure = 6,

    /// <summary>Fails the stream.</summary>
    Fail = 7,
}

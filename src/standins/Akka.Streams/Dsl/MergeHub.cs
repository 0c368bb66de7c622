using Akka.Streams.Implementation.Hubs;

namespace Akka.Streams.Dsl;

/// <summary>A source that any number of streams can be run into while it runs.</summary>
public static class MergeHub
{
    public static Source<T, Sink<T, NotUsed>> Source<T>() => Source<T>(perProducerBufferSize: 16);

    /// <summary>The value is a sink that can be run any number of times; each has a buffer of its own.</summary>
    /// <remarks>A failed producer leaves, the others go on. The end of the source cancels them all.</remarks>
    public static Source<T, Sink<T, NotUsed>> Source<T>(int perProducerBufferSize)
    {
        if (perProducerBufferSize <= 0)
            throw new ArgumentException("Buffer size must be positive", nameof(perProducerBufferSize));
        return Dsl.Source.FromGraph(new MergeHubStage<T>(perProducerBufferSize));
    }

    /// <summary>A producer of a hub has failed.</summary>
    public sealed class ProducerFailed : Exception
    {
        public ProducerFailed(string message, Exception cause) : base(message, cause)
        {
        }
    }
}

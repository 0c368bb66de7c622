using Akka.Streams.Implementation.Hubs;

namespace Akka.Streams.Dsl;

/// <summary>A sink whose elements any number of streams can be run from while it runs.</summary>
public class BroadcastHub
{
    public static Sink<T, Source<T, NotUsed>> Sink<T>() => Sink<T>(bufferSize: 256);

    /// <summary>The value is a source that can be run any number of times. The slowest sets the pace; without any, the buffer fills and upstream waits.</summary>
    /// <exception cref="ArgumentException">The size is not a power of two from 1 to 4095.</exception>
    public static Sink<T, Source<T, NotUsed>> Sink<T>(int bufferSize)
    {
        if (bufferSize <= 0)
            throw new ArgumentException("Buffer size must be positive", nameof(bufferSize));
        if (bufferSize >= 4096)
            throw new ArgumentException("Buffer size larger then 4095 is not allowed", nameof(bufferSize));
        if ((bufferSize & (bufferSize - 1)) != 0)
            throw new ArgumentException("Buffer size must be a power of two", nameof(bufferSize));
        return Dsl.Sink.FromGraph(new BroadcastHubStage<T>(bufferSize));
    }
}

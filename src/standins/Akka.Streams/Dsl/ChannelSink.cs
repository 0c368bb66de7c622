using System.Threading.Channels;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>Makes sinks into channels.</summary>
public static class ChannelSink
{
    /// <summary>Writes to a bounded channel made for each run; the end of the stream closes it.</summary>
    public static Sink<T, ChannelReader<T>> AsReader<T>(
        int bufferSize, bool singleReader = false, BoundedChannelFullMode fullMode = BoundedChannelFullMode.Wait) =>
        Sink.FromGraph(new ChannelReaderSink<T>(bufferSize, singleReader, fullMode));

    /// <summary>Writes to a channel; as its owner it closes it at the end.</summary>
    public static Sink<T, NotUsed> FromWriter<T>(ChannelWriter<T> writer, bool isOwner) => Sink.FromGraph(new ChannelWriterSink<T>(writer, isOwner));
}

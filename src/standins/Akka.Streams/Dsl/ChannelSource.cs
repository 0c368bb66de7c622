using System.Threading.Channels;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>Makes sources from channels.</summary>
public static class ChannelSource
{
    /// <summary>Emits what is written to a bounded channel made for each run; cancelling the stream closes it.</summary>
    public static Source<T, ChannelWriter<T>> Create<T>(
        int bufferSize, bool singleWriter = false, BoundedChannelFullMode fullMode = BoundedChannelFullMode.Wait) =>
        Source.FromGraph(new ChannelSourceStage<T>(bufferSize, singleWriter, fullMode));

    /// <summary>Emits what a channel holds; ends as the channel does.</summary>
    public static Source<T, NotUsed> FromReader<T>(ChannelReader<T> reader) => Source.FromGraph(new ChannelReaderSource<T>(reader));
}

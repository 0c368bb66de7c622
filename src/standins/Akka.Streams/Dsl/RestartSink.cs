using Akka.Streams.Implementation.Restart;

namespace Akka.Streams.Dsl;

/// <summary>Sinks that start again, each time after a longer wait.</summary>
public static class RestartSink
{
    /// <summary>Starts again after cancellation; elements under way are lost.</summary>
    public static Sink<T, NotUsed> WithBackoff<T, TMat>(Func<Sink<T, TMat>> sinkFactory, RestartSettings settings) =>
        Sink.FromGraph(new RestartSinkStage<T, TMat>(sinkFactory, settings));
}

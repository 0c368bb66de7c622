using Akka.Streams.Implementation.Restart;

namespace Akka.Streams.Dsl;

/// <summary>Sources that start again, each time after a longer wait.</summary>
public static class RestartSource
{
    /// <summary>Starts again after completion and after failure.</summary>
    public static Source<T, NotUsed> WithBackoff<T, TMat>(Func<Source<T, TMat>> sourceFactory, RestartSettings settings) =>
        Source.FromGraph(new RestartSourceStage<T, TMat>(sourceFactory, settings, onlyOnFailures: false));

    /// <summary>Starts again after failure; completion completes.</summary>
    public static Source<T, NotUsed> OnFailuresWithBackoff<T, TMat>(Func<Source<T, TMat>> sourceFactory, RestartSettings settings) =>
        Source.FromGraph(new RestartSourceStage<T, TMat>(sourceFactory, settings, onlyOnFailures: true));
}

using Akka.Streams.Implementation.Restart;

namespace Akka.Streams.Dsl;

/// <summary>Flows that start again, each time after a longer wait.</summary>
public static class RestartFlow
{
    /// <summary>Starts again after completion, cancellation and failure; elements under way are lost.</summary>
    public static Flow<TIn, TOut, NotUsed> WithBackoff<TIn, TOut, TMat>(Func<Flow<TIn, TOut, TMat>> flowFactory, RestartSettings settings) =>
        Flow.FromGraph(new RestartFlowStage<TIn, TOut, TMat>(flowFactory, settings, onlyOnFailures: false));

    /// <summary>Starts again after failure.</summary>
    public static Flow<TIn, TOut, NotUsed> OnFailuresWithBackoff<TIn, TOut, TMat>(
        Func<Flow<TIn, TOut, TMat>> flowFactory, RestartSettings settings) =>
        Flow.FromGraph(new RestartFlowStage<TIn, TOut, TMat>(flowFactory, settings, onlyOnFailures: true));
}

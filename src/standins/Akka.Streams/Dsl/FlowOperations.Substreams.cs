using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Dsl;

public static partial class FlowOperations
{
    /// <summary>Splits the stream into one substream for each key. Supervised.</summary>
    /// <remarks>Fails with <see cref="TooManySubstreamsOpenException"/> at one key more than allowed.</remarks>
    public static SubFlow<TOut, TMat, Sink<TIn, TMat>> GroupBy<TIn, TOut, TMat, TKey>(
        this Flow<TIn, TOut, TMat> flow, int maxSubstreams, Func<TOut, TKey> groupingFunc) =>
        flow.GroupBy(maxSubstreams, groupingFunc, allowClosedSubstreamRecreation: false);

    /// <summary>As above; a key whose substream was cancelled can get a new one.</summary>
    public static SubFlow<TOut, TMat, Sink<TIn, TMat>> GroupBy<TIn, TOut, TMat, TKey>(
        this Flow<TIn, TOut, TMat> flow, int maxSubstreams, Func<TOut, TKey> groupingFunc, bool allowClosedSubstreamRecreation) =>
        new SubFlowImpl<TOut, TOut, TMat, Sink<TIn, TMat>>(
            Flow.Identity<TOut, TMat>(),
            new FlowSplitter<TIn, TOut, TMat>(flow.Via(new GroupBy<TOut, TKey>(maxSubstreams, groupingFunc, allowClosedSubstreamRecreation))));

    /// <summary>Starts a substream with each element that meets a condition.</summary>
    public static SubFlow<TOut, TMat, Sink<TIn, TMat>> SplitWhen<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, Func<TOut, bool> predicate) =>
        new SubFlowImpl<TOut, TOut, TMat, Sink<TIn, TMat>>(
            Flow.Identity<TOut, TMat>(),
            new FlowSplitter<TIn, TOut, TMat>(flow.Via(new Split<TOut>(predicate, after: false, SubstreamCancelStrategy.Drain))));

    /// <summary>Ends a substream with each element that meets a condition.</summary>
    public static SubFlow<TOut, TMat, Sink<TIn, TMat>> SplitAfter<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, Func<TOut, bool> predicate) =>
        new SubFlowImpl<TOut, TOut, TMat, Sink<TIn, TMat>>(
            Flow.Identity<TOut, TMat>(),
            new FlowSplitter<TIn, TOut, TMat>(flow.Via(new Split<TOut>(predicate, after: true, SubstreamCancelStrategy.Drain))));
}

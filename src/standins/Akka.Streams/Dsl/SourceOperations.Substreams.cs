using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Dsl;

public static partial class SourceOperations
{
    /// <summary>Splits the stream into one substream for each key. Supervised.</summary>
    /// <remarks>Fails with <see cref="TooManySubstreamsOpenException"/> at one key more than allowed.</remarks>
    public static SubFlow<TOut, TMat, IRunnableGraph<TMat>> GroupBy<TOut, TMat, TKey>(
        this Source<TOut, TMat> flow, int maxSubstreams, Func<TOut, TKey> groupingFunc) =>
        new SubFlowImpl<TOut, TOut, TMat, IRunnableGraph<TMat>>(
            Flow.Identity<TOut, TMat>(),
            new SourceSplitter<TOut, TMat>(flow.Via(new GroupBy<TOut, TKey>(maxSubstreams, groupingFunc, recreates: false))));

    /// <summary>Starts a substream with each element that meets a condition.</summary>
    public static SubFlow<TOut, TMat, IRunnableGraph<TMat>> SplitWhen<TOut, TMat>(this Source<TOut, TMat> flow, Func<TOut, bool> predicate) =>
        flow.SplitWhen(SubstreamCancelStrategy.Drain, predicate);

    public static SubFlow<TOut, TMat, IRunnableGraph<TMat>> SplitWhen<TOut, TMat>(
        this Source<TOut, TMat> flow, SubstreamCancelStrategy substreamCancelStrategy, Func<TOut, bool> predicate) =>
        new SubFlowImpl<TOut, TOut, TMat, IRunnableGraph<TMat>>(
            Flow.Identity<TOut, TMat>(),
            new SourceSplitter<TOut, TMat>(flow.Via(new Split<TOut>(predicate, after: false, substreamCancelStrategy))));

    /// <summary>Ends a substream with each element that meets a condition.</summary>
    public static SubFlow<TOut, TMat, IRunnableGraph<TMat>> SplitAfter<TOut, TMat>(this Source<TOut, TMat> flow, Func<TOut, bool> predicate) =>
        flow.SplitAfter(SubstreamCancelStrategy.Drain, predicate);

    public static SubFlow<TOut, TMat, IRunnableGraph<TMat>> SplitAfter<TOut, TMat>(
        this Source<TOut, TMat> flow, SubstreamCancelStrategy substreamCancelStrategy, Func<TOut, bool> predicate) =>
        new SubFlowImpl<TOut, TOut, TMat, IRunnableGraph<TMat>>(
            Flow.Identity<TOut, TMat>(),
            new SourceSplitter<TOut, TMat>(flow.Via(new Split<TOut>(predicate, after: true, substreamCancelStrategy))));
}

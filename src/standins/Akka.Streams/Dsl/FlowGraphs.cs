using Akka.Actor;
using Akka.Streams.Dsl.Internal;
using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Dsl;

/// <summary>The graphs behind the operators that join a flow with another source or sink.</summary>
internal static class FlowGraphs
{
    public static IGraph<FlowShape<T, T>, TMat> Concat<T, TMat>(IGraph<SourceShape<T>, TMat> other) => GraphDsl.Create(other, (b, source) =>
    {
        var concat = b.Add(new Concat<T, T>());
        b.Connect(source.Outlet, concat.In(1));
        return new FlowShape<T, T>(concat.In(0), concat.Out);
    });

    public static IGraph<FlowShape<T1, T2>, TMat> Prepend<T1, T2, TMat>(IGraph<SourceShape<T2>, TMat> other) where T1 : T2 =>
        Widen<T1, T2, T2, TMat>(GraphDsl.Create(other, (b, source) =>
        {
            var concat = b.Add(new Concat<T2, T2>());
            b.Connect(source.Outlet, concat.In(0));
            return new FlowShape<T2, T2>(concat.In(1), concat.Out);
        }));

    public static IGraph<FlowShape<T, T>, TMat> OrElse<T, TMat>(IGraph<SourceShape<T>, TMat> other) => GraphDsl.Create(other, (b, source) =>
    {
        var orElse = b.Add(new OrElse<T>());
        b.Connect(source.Outlet, orElse.In(1));
        return new FlowShape<T, T>(orElse.In(0), orElse.Out);
    });

    public static IGraph<FlowShape<T1, T2>, TMat> Merge<T1, T2, TMat>(IGraph<SourceShape<T2>, TMat> other, bool eagerComplete) where T1 : T2 =>
        Widen<T1, T2, T2, TMat>(GraphDsl.Create(other, (b, source) =>
        {
            var merge = b.Add(new Merge<T2>(2, eagerComplete));
            b.Connect(source.Outlet, merge.In(1));
            return new FlowShape<T2, T2>(merge.In(0), merge.Out);
        }));

    public static IGraph<FlowShape<T, T>, TMat> MergeSorted<T, TMat>(IGraph<SourceShape<T>, TMat> other, Func<T, T, int> compare) =>
        GraphDsl.Create(other, (b, source) =>
        {
            var merge = b.Add(new MergeSorted<T>(compare));
            b.Connect(source.Outlet, merge.In1);
            return new FlowShape<T, T>(merge.In0, merge.Out);
        });

    public static IGraph<FlowShape<T1, T2>, TMat> Interleave<T1, T2, TMat>(IGraph<SourceShape<T2>, TMat> other, int segmentSize) where T1 : T2 =>
        Widen<T1, T2, T2, TMat>(GraphDsl.Create(other, (b, source) =>
        {
            var interleave = b.Add(Dsl.Interleave.Create<T2>(2, segmentSize));
            b.Connect(source.Outlet, interleave.In(1));
            return new FlowShape<T2, T2>(interleave.In(0), interleave.Out);
        }));

    public static IGraph<FlowShape<T1, TOut>, TMat> ZipWith<T1, T2, TOut, TMat>(IGraph<SourceShape<T2>, TMat> other, Func<T1, T2, TOut> combine) =>
        GraphDsl.Create(other, (b, source) =>
        {
            var zip = b.Add(Dsl.ZipWith.Apply(combine));
            b.Connect(source.Outlet, zip.In1);
            return new FlowShape<T1, TOut>(zip.In0, zip.Out);
        });

    public static IGraph<FlowShape<T, T>, TMat> AlsoTo<T, TMat>(IGraph<SinkShape<T>, TMat> that, bool propagateFailure) =>
        GraphDsl.Create(that, (b, sink) =>
        {
            var broadcast = b.Add(new Broadcast<T>(2, propagateFailure));
            b.Connect(broadcast.Out(1), sink.Inlet);
            return new FlowShape<T, T>(broadcast.In, broadcast.Out(0));
        });

    public static IGraph<FlowShape<T, T>, TMat> DivertTo<T, TMat>(IGraph<SinkShape<T>, TMat> that, Func<T, bool> when) =>
        GraphDsl.Create(that, (b, sink) =>
        {
            var partition = b.Add(new Partition<T>(2, element => when(element) ? 1 : 0));
            b.Connect(partition.Out(1), sink.Inlet);
            return new FlowShape<T, T>(partition.In, partition.Out(0));
        });

    public static IGraph<FlowShape<T, T>, TMat> WireTap<T, TMat>(IGraph<SinkShape<T>, TMat> that) => GraphDsl.Create(that, (b, sink) =>
    {
        var tap = b.Add(new WireTap<T>());
        b.Connect(tap.Out1, sink.Inlet);
        return new FlowShape<T, T>(tap.In, tap.Out0);
    });

    public static Flow<TIn, TOut, NotUsed> MergeMany<TIn, TOut, TMat>(int breadth, Func<TIn, IGraph<SourceShape<TOut>, TMat>> flatten) =>
        Flow.Create<TIn>().Select(flatten).Via(new FlattenMerge<TOut, TMat>(breadth));

    public static Flow<TIn, TOut, NotUsed> Ask<TIn, TOut>(IActorRef actor, TimeSpan timeout, int parallelism) =>
        Flow.Create<TIn>().Watch(actor).SelectAsync(parallelism, async element =>
        {
            var reply = await actor.Ask<object>(element!, timeout).ConfigureAwait(false);
            return reply switch
            {
                TOut expected => expected,
                Status.Success { Status: TOut expected } => expected,
                Status.Failure failure => throw (failure.Cause ?? new InvalidOperationException("The actor replied with a failure without a cause.")),
                _ => throw new InvalidOperationException($"Expected to receive response of type {typeof(TOut).Name}, but got: {reply}"),
            };
        }).Named("ask");

    /// <summary>The same graph with an inlet of a narrower type.</summary>
    private static GraphImpl<FlowShape<T1, TOut>, TMat> Widen<T1, T2, TOut, TMat>(IGraph<FlowShape<T2, TOut>, TMat> graph) where T1 : T2
    {
        var shape = new FlowShape<T1, TOut>(new Inlet<T1>(graph.Shape.Inlet.Name), new Outlet<TOut>(graph.Shape.Outlet.Name));
        return new GraphImpl<FlowShape<T1, TOut>, TMat>(shape, new CopyBlueprint(Blueprint.Of(graph), shape));
    }
}

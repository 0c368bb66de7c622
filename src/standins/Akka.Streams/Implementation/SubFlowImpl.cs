using Akka.Streams.Dsl;
using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Implementation;

/// <summary>How substreams come back into the stream they were split from.</summary>
internal abstract class Splitter<TIn, TMat, TClosed>
{
    public abstract IFlow<T, TMat> MergeBack<T>(Flow<TIn, T, TMat> flow, int breadth);

    public abstract TClosed Finish(Sink<TIn, TMat> sink);
}

/// <summary>Splits a source.</summary>
internal sealed class SourceSplitter<T, TMat>(Source<Source<T, NotUsed>, TMat> substreams) : Splitter<T, TMat, IRunnableGraph<TMat>>
{
    public override IFlow<T2, TMat> MergeBack<T2>(Flow<T, T2, TMat> flow, int breadth) =>
        substreams.Via(FlowGraphs.MergeMany<Source<T, NotUsed>, T2, NotUsed>(breadth, s => s.Via(flow)));

    public override IRunnableGraph<TMat> Finish(Sink<T, TMat> sink) => substreams.To(Substreams.RunEach<T, TMat>(sink));
}

/// <summary>Splits a flow.</summary>
internal sealed class FlowSplitter<TIn, T, TMat>(Flow<TIn, Source<T, NotUsed>, TMat> substreams) : Splitter<T, TMat, Sink<TIn, TMat>>
{
    public override IFlow<T2, TMat> MergeBack<T2>(Flow<T, T2, TMat> flow, int breadth) =>
        substreams.Via(FlowGraphs.MergeMany<Source<T, NotUsed>, T2, NotUsed>(breadth, s => s.Via(flow)));

    public override Sink<TIn, TMat> Finish(Sink<T, TMat> sink) => substreams.To(Substreams.RunEach<T, TMat>(sink));
}

/// <summary>What is done with substreams as they appear.</summary>
internal static class Substreams
{
    public static Sink<Source<T, NotUsed>, Task<Done>> RunEach<T, TMat>(Sink<T, TMat> sink) =>
        Sink.ForEach<Source<T, NotUsed>>(s => s.RunWith(sink, GraphInterpreter.Current.ActiveStage.SubMaterializer));
}

/// <summary>Collects the operators for each substream.</summary>
internal sealed class SubFlowImpl<TIn, TOut, TMat, TClosed>(Flow<TIn, TOut, TMat> flow, Splitter<TIn, TMat, TClosed> splitter)
    : SubFlow<TOut, TMat, TClosed>
{
    public override IFlow<T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> next) =>
        new SubFlowImpl<TIn, T2, TMat, TClosed>(flow.Via(next), splitter);

    public override IFlow<T2, TMat3> ViaMaterialized<T2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, T2>, TMat2> next, Func<TMat, TMat2, TMat3> combine) =>
        throw new NotSupportedException("A substream has no materialized value: it is run many times.");

    public override IFlow<TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        throw new NotSupportedException("A substream has no materialized value: it is run many times.");

    public override TClosed To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink) => splitter.Finish(flow.To(sink));

    public override TMat2 RunWith<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink, IMaterializer materializer) => MergeSubstreams() switch
    {
        Source<TOut, TMat> source => source.RunWith(sink, materializer),
        _ => throw new NotSupportedException("Only the substreams of a source can be run."),
    };

    public override IFlow<TOut, TMat> MergeSubstreamsWithParallelism(int parallelism) => splitter.MergeBack(flow, parallelism);
}

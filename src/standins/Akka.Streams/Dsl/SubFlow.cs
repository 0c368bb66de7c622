namespace Akka.Streams.Dsl;

/// <summary>Operators that are applied to each substream of a stream that was split.</summary>
public abstract class SubFlow<TOut, TMat, TClosed> : IFlow<TOut, TMat>
{
    public abstract IFlow<T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow);

    public abstract IFlow<T2, TMat3> ViaMaterialized<T2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, T2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine);

    public abstract IFlow<TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc);

    /// <summary>Connects a sink to each substream.</summary>
    public abstract TClosed To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink);

    public abstract TMat2 RunWith<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink, IMaterializer materializer);

    /// <summary>Joins the substreams, all at a time.</summary>
    public virtual IFlow<TOut, TMat> MergeSubstreams() => MergeSubstreamsWithParallelism(int.MaxValue);

    /// <summary>Joins the substreams, a number at a time; the others wait.</summary>
    public abstract IFlow<TOut, TMat> MergeSubstreamsWithParallelism(int parallelism);

    /// <summary>Joins the substreams one after the other.</summary>
    public virtual IFlow<TOut, TMat> ConcatSubstream() => MergeSubstreamsWithParallelism(1);
}

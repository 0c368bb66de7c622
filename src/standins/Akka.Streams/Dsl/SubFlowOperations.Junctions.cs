namespace Akka.Streams.Dsl;

/// <summary>Operators on substreams.</summary>
public static partial class SubFlowOperations
{
    /// <summary>Emits another source after this one.</summary>
    public static SubFlow<TOut, TMat, TClosed> Concat<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SourceShape<TOut>, TMat> other) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(FlowGraphs.Concat<TOut, TMat>(other));

    /// <summary>Emits another source before this one.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Prepend<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, IGraph<SourceShape<TOut2>, TMat> that)
        where TOut1 : TOut2 =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(FlowGraphs.Prepend<TOut1, TOut2, TMat>(that));

    /// <summary>Emits another source if this one completes without an element.</summary>
    public static SubFlow<T, TMat, TClosed> OrElse<T, TMat, TClosed>(this SubFlow<T, TMat, TClosed> flow, IGraph<SourceShape<T>, TMat> secondary) =>
        (SubFlow<T, TMat, TClosed>)flow.Via(FlowGraphs.OrElse<T, TMat>(secondary));

    /// <summary>Emits the elements of another source too, as they come.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Merge<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, IGraph<SourceShape<TOut2>, TMat> other, bool eagerComplete = false)
        where TOut1 : TOut2 =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(FlowGraphs.Merge<TOut1, TOut2, TMat>(other, eagerComplete));

    /// <summary>As Merge, combining the materialized values.</summary>
    public static SubFlow<TOut2, TMat3, TClosed> MergeMaterialized<TOut1, TOut2, TMat, TMat2, TMat3, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, IGraph<SourceShape<TOut2>, TMat2> that, Func<TMat, TMat2, TMat3> combine)
        where TOut1 : TOut2 =>
        (SubFlow<TOut2, TMat3, TClosed>)flow.ViaMaterialized(FlowGraphs.Merge<TOut1, TOut2, TMat2>(that, eagerComplete: false), combine);

    /// <summary>Merges another ordered source, in order.</summary>
    public static SubFlow<TOut, TMat, TClosed> MergeSorted<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SourceShape<TOut>, TMat> other, Func<TOut, TOut, int> orderFunc) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(FlowGraphs.MergeSorted<TOut, TMat>(other, orderFunc));

    /// <summary>Emits a number of elements of this and of another source in turn.</summary>
    public static SubFlow<T2, TMat, TClosed> Interleave<T1, T2, TMat, TClosed>(
        this SubFlow<T1, TMat, TClosed> flow, IGraph<SourceShape<T2>, TMat> other, int segmentSize)
        where T1 : T2 =>
        (SubFlow<T2, TMat, TClosed>)flow.Via(FlowGraphs.Interleave<T1, T2, TMat>(other, segmentSize));

    /// <summary>Emits pairs with the elements of another source.</summary>
    public static SubFlow<(T1, T2), TMat, TClosed> Zip<T1, T2, TMat, TClosed>(
        this SubFlow<T1, TMat, TClosed> flow, IGraph<SourceShape<T2>, TMat> other) =>
        (SubFlow<(T1, T2), TMat, TClosed>)flow.Via(FlowGraphs.ZipWith<T1, T2, (T1, T2), TMat>(other, (first, second) => (first, second)));

    /// <summary>Combines each element with one of another source.</summary>
    public static SubFlow<T3, TMat, TClosed> ZipWith<T1, T2, T3, TMat, TClosed>(
        this SubFlow<T1, TMat, TClosed> flow, IGraph<SourceShape<T2>, TMat> other, Func<T1, T2, T3> combine) =>
        (SubFlow<T3, TMat, TClosed>)flow.Via(FlowGraphs.ZipWith<T1, T2, T3, TMat>(other, combine));

    /// <summary>Sends each element to a sink too, as fast as both take it.</summary>
    public static SubFlow<TOut, TMat, TClosed> AlsoTo<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SinkShape<TOut>, TMat> that) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(FlowGraphs.AlsoTo<TOut, TMat>(that, propagateFailure: false));

    /// <summary>Sends each element to a sink too; that sink's cancellation can end the stream.</summary>
    public static SubFlow<TOut, TMat, TClosed> AlsoTo<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SinkShape<TOut>, TMat> that, bool propagateFailure) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(FlowGraphs.AlsoTo<TOut, TMat>(that, propagateFailure));

    /// <summary>As AlsoTo, combining the materialized values.</summary>
    public static SubFlow<TOut, TMat3, TClosed> AlsoToMaterialized<TOut, TMat, TMat2, TMat3, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SinkShape<TOut>, TMat2> that, Func<TMat, TMat2, TMat3> materializerFunction) =>
        (SubFlow<TOut, TMat3, TClosed>)flow.ViaMaterialized(FlowGraphs.AlsoTo<TOut, TMat2>(that, propagateFailure: false), materializerFunction);

    /// <summary>As AlsoTo, combining the materialized values.</summary>
    public static SubFlow<TOut, TMat3, TClosed> AlsoToMaterialized<TOut, TMat, TMat2, TMat3, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SinkShape<TOut>, TMat2> that, Func<TMat, TMat2, TMat3> materializerFunction, bool propagateFailure) =>
        (SubFlow<TOut, TMat3, TClosed>)flow.ViaMaterialized(FlowGraphs.AlsoTo<TOut, TMat2>(that, propagateFailure), materializerFunction);

    /// <summary>Sends the elements that meet a condition to a sink instead.</summary>
    public static SubFlow<TOut, TMat, TClosed> DivertTo<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SinkShape<TOut>, TMat> that, Func<TOut, bool> when) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(FlowGraphs.DivertTo<TOut, TMat>(that, when));

    /// <summary>As DivertTo, combining the materialized values.</summary>
    public static SubFlow<TOut, TMat3, TClosed> DivertToMaterialized<TOut, TMat, TMat2, TMat3, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SinkShape<TOut>, TMat2> that, Func<TOut, bool> when, Func<TMat, TMat2, TMat3> materializerFunction) =>
        (SubFlow<TOut, TMat3, TClosed>)flow.ViaMaterialized(FlowGraphs.DivertTo<TOut, TMat2>(that, when), materializerFunction);

    /// <summary>Calls an action with the elements it keeps up with; it never slows the stream.</summary>
    public static SubFlow<TOut, TMat, TClosed> WireTap<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Action<TOut> action) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(FlowGraphs.WireTap<TOut, Task<Done>>(Sink.ForEach(action)));

    /// <summary>Sends a sink the elements it keeps up with; it never slows the stream.</summary>
    public static SubFlow<TOut, TMat, TClosed> WireTap<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, IGraph<SinkShape<TOut>, TMat> that) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(FlowGraphs.WireTap<TOut, TMat>(that));

    /// <summary>Runs a source for each element, up to a number at a time, and emits their elements as they come.</summary>
    public static SubFlow<TOut2, TMat, TClosed> MergeMany<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, int breadth, Func<TOut1, IGraph<SourceShape<TOut2>, TMat>> flatten) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(FlowGraphs.MergeMany<TOut1, TOut2, TMat>(breadth, flatten));

    /// <summary>Runs a source for each element, one after the other.</summary>
    public static SubFlow<TOut2, TMat, TClosed> ConcatMany<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, Func<TOut1, IGraph<SourceShape<TOut2>, TMat>> flatten) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(FlowGraphs.MergeMany<TOut1, TOut2, TMat>(1, flatten));
}

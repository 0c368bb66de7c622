namespace Akka.Streams.Dsl;

/// <summary>Operators on flows.</summary>
public static partial class FlowOperations
{
    /// <summary>Emits another source after this one.</summary>
    public static Flow<TIn, TOut, TMat> Concat<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat> other) =>
        flow.Via(FlowGraphs.Concat<TOut, TMat>(other));

    /// <summary>Emits another source before this one.</summary>
    public static Flow<TIn, TOut2, TMat> Prepend<TIn, TOut1, TOut2, TMat>(this Flow<TIn, TOut1, TMat> flow, IGraph<SourceShape<TOut2>, TMat> that)
        where TOut1 : TOut2 =>
        flow.Via(FlowGraphs.Prepend<TOut1, TOut2, TMat>(that));

    /// <summary>Emits another source if this one completes without an element.</summary>
    public static Flow<T, T, TMat> OrElse<T, TMat>(this Flow<T, T, TMat> flow, IGraph<SourceShape<T>, TMat> secondary) =>
        flow.Via(FlowGraphs.OrElse<T, TMat>(secondary));

    /// <summary>As OrElse, combining the materialized values.</summary>
    public static Flow<T, T, TMat3> OrElseMaterialized<T, TMat, TMat2, TMat3>(
        this Flow<T, T, TMat> flow, IGraph<SourceShape<T>, TMat2> secondary, Func<TMat, TMat2, TMat3> materializedFunction) =>
        flow.ViaMaterialized(FlowGraphs.OrElse<T, TMat2>(secondary), materializedFunction);

    /// <summary>Emits the elements of another source too, as they come.</summary>
    public static Flow<TIn, TOut2, TMat> Merge<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, IGraph<SourceShape<TOut2>, TMat> other, bool eagerComplete = false)
        where TOut1 : TOut2 =>
        flow.Via(FlowGraphs.Merge<TOut1, TOut2, TMat>(other, eagerComplete));

    /// <summary>As Merge, combining the materialized values.</summary>
    public static Flow<TIn, TOut2, TMat3> MergeMaterialized<TIn, TOut1, TOut2, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut1, TMat> flow, IGraph<SourceShape<TOut2>, TMat2> that, Func<TMat, TMat2, TMat3> combine)
        where TOut1 : TOut2 =>
        flow.ViaMaterialized(FlowGraphs.Merge<TOut1, TOut2, TMat2>(that, eagerComplete: false), combine);

    /// <summary>Merges another ordered source, in order.</summary>
    public static Flow<TIn, TOut, TMat> MergeSorted<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat> other, Func<TOut, TOut, int> orderFunc) =>
        flow.Via(FlowGraphs.MergeSorted<TOut, TMat>(other, orderFunc));

    /// <summary>Emits a number of elements of this and of another source in turn.</summary>
    public static Flow<TIn, T2, TMat> Interleave<TIn, T1, T2, TMat>(
        this Flow<TIn, T1, TMat> flow, IGraph<SourceShape<T2>, TMat> other, int segmentSize)
        where T1 : T2 =>
        flow.Via(FlowGraphs.Interleave<T1, T2, TMat>(other, segmentSize));

    /// <summary>Emits pairs with the elements of another source.</summary>
    public static Flow<TIn, (T1, T2), TMat> Zip<TIn, T1, T2, TMat>(this Flow<TIn, T1, TMat> flow, IGraph<SourceShape<T2>, TMat> other) =>
        flow.Via(FlowGraphs.ZipWith<T1, T2, (T1, T2), TMat>(other, (first, second) => (first, second)));

    /// <summary>Combines each element with one of another source.</summary>
    public static Flow<TIn, T3, TMat> ZipWith<TIn, T1, T2, T3, TMat>(
        this Flow<TIn, T1, TMat> flow, IGraph<SourceShape<T2>, TMat> other, Func<T1, T2, T3> combine) =>
        flow.Via(FlowGraphs.ZipWith<T1, T2, T3, TMat>(other, combine));

    /// <summary>Sends each element to a sink too, as fast as both take it.</summary>
    public static Flow<TIn, TOut, TMat> AlsoTo<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat> that) =>
        flow.Via(FlowGraphs.AlsoTo<TOut, TMat>(that, propagateFailure: false));

    /// <summary>Sends each element to a sink too; that sink's cancellation can end the stream.</summary>
    public static Flow<TIn, TOut, TMat> AlsoTo<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat> that, bool propagateFailure) =>
        flow.Via(FlowGraphs.AlsoTo<TOut, TMat>(that, propagateFailure));

    /// <summary>As AlsoTo, combining the materialized values.</summary>
    public static Flow<TIn, TOut, TMat3> AlsoToMaterialized<TIn, TOut, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat2> that, Func<TMat, TMat2, TMat3> materializerFunction) =>
        flow.ViaMaterialized(FlowGraphs.AlsoTo<TOut, TMat2>(that, propagateFailure: false), materializerFunction);

    /// <summary>As AlsoTo, combining the materialized values.</summary>
    public static Flow<TIn, TOut, TMat3> AlsoToMaterialized<TIn, TOut, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat2> that, Func<TMat, TMat2, TMat3> materializerFunction, bool propagateFailure) =>
        flow.ViaMaterialized(FlowGraphs.AlsoTo<TOut, TMat2>(that, propagateFailure), materializerFunction);

    /// <summary>Sends the elements that meet a condition to a sink instead.</summary>
    public static Flow<TIn, TOut, TMat> DivertTo<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat> that, Func<TOut, bool> when) =>
        flow.Via(FlowGraphs.DivertTo<TOut, TMat>(that, when));

    /// <summary>As DivertTo, combining the materialized values.</summary>
    public static Flow<TIn, TOut, TMat3> DivertToMaterialized<TIn, TOut, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat2> that, Func<TOut, bool> when, Func<TMat, TMat2, TMat3> materializerFunction) =>
        flow.ViaMaterialized(FlowGraphs.DivertTo<TOut, TMat2>(that, when), materializerFunction);

    /// <summary>Calls an action with the elements it keeps up with; it never slows the stream.</summary>
    public static Flow<TIn, TOut, TMat> WireTap<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, Action<TOut> action) =>
        flow.Via(FlowGraphs.WireTap<TOut, Task<Done>>(Sink.ForEach(action)));

    /// <summary>Sends a sink the elements it keeps up with; it never slows the stream.</summary>
    public static Flow<TIn, TOut, TMat> WireTap<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat> that) =>
        flow.Via(FlowGraphs.WireTap<TOut, TMat>(that));

    /// <summary>As WireTap, combining the materialized values.</summary>
    public static Flow<TIn, TOut, TMat3> WireTapMaterialized<TIn, TOut, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat2> that, Func<TMat, TMat2, TMat3> materializerFunction) =>
        flow.ViaMaterialized(FlowGraphs.WireTap<TOut, TMat2>(that), materializerFunction);

    /// <summary>Runs a source for each element, up to a number at a time, and emits their elements as they come.</summary>
    public static Flow<TIn, TOut2, TMat> MergeMany<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, int breadth, Func<TOut1, IGraph<SourceShape<TOut2>, TMat>> flatten) =>
        flow.Via(FlowGraphs.MergeMany<TOut1, TOut2, TMat>(breadth, flatten));

    /// <summary>Runs a source for each element, one after the other.</summary>
    public static Flow<TIn, TOut2, TMat> ConcatMany<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, Func<TOut1, IGraph<SourceShape<TOut2>, TMat>> flatten) =>
        flow.Via(FlowGraphs.MergeMany<TOut1, TOut2, TMat>(1, flatten));
}

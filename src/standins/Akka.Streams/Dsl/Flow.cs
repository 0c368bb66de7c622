using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Dsl;

/// <summary>Makes flows.</summary>
public static class Flow
{
    /// <summary>Passes elements on; where operators are chained from.</summary>
    public static Flow<T, T, NotUsed> Create<T>() => Identity<T>();

    public static Flow<T, T, TMat> Create<T, TMat>() => Identity<T, TMat>();

    public static Flow<T, T, NotUsed> Identity<T>() => new(IdentityStage<T>.Instance.Module);

    public static Flow<T, T, TMat> Identity<T, TMat>() => Identity<T>().MapMaterializedValue<TMat>(_ => default!);

    public static Flow<TIn, TOut, NotUsed> FromFunction<TIn, TOut>(Func<TIn, TOut> function) => Create<TIn>().Select(function);

    public static Flow<TIn, TOut, TMat> FromGraph<TIn, TOut, TMat>(IGraph<FlowShape<TIn, TOut>, TMat> graph) =>
        graph as Flow<TIn, TOut, TMat> ?? new Flow<TIn, TOut, TMat>(graph.Module);

    /// <summary>Elements in go to the sink, elements out come from the source; neither knows of the other.</summary>
    public static Flow<TIn, TOut, NotUsed> FromSinkAndSource<TIn, TOut, TMat>(
        IGraph<SinkShape<TIn>, TMat> sink, IGraph<SourceShape<TOut>, TMat> source) =>
        FromSinkAndSource(sink, source, Keep.None);

    public static Flow<TIn, TOut, TMat> FromSinkAndSource<TIn, TOut, TMat1, TMat2, TMat>(
        IGraph<SinkShape<TIn>, TMat1> sink, IGraph<SourceShape<TOut>, TMat2> source, Func<TMat1, TMat2, TMat> combine)
    {
        var into = Blueprint.Of(sink).Copy();
        var from = Blueprint.Of(source).Copy();
        var shape = new FlowShape<TIn, TOut>(((SinkShape<TIn>)into.Shape).Inlet, ((SourceShape<TOut>)from.Shape).Outlet);
        var untyped = Keep.Untyped(combine);
        return new Flow<TIn, TOut, TMat>(new CompositeBlueprint(shape, [into, from], [], values => untyped(values[0], values[1])));
    }

    internal static bool IsIdentity<TIn, TOut, TMat>(IGraph<FlowShape<TIn, TOut>, TMat> flow) =>
        ReferenceEquals(flow.Module, IdentityStage<TIn>.Instance.Module);
}

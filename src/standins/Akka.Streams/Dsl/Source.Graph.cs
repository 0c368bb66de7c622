using Akka.Actor;
using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>A graph with one open outlet.</summary>
public sealed partial class Source<TOut, TMat> : IFlow<TOut, TMat>, IGraph<SourceShape<TOut>, TMat>
{
    public Source(IModule module)
    {
        Module = module;
        Shape = (SourceShape<TOut>)module.Shape;
    }

    public SourceShape<TOut> Shape { get; }

    public IModule Module { get; }

    /// <summary>Sends the elements through a flow; this source's materialized value is kept.</summary>
    public Source<T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow) => ViaMaterialized(flow, Keep.Left);

    public Source<TOut2, TMat3> ViaMaterialized<TOut2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, TOut2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine)
    {
        if (Flow.IsIdentity(flow))
            return new Source<TOut2, TMat3>(Blueprint.Of(this).MapMaterializedValue(left => combine((TMat)left!, default!)));
        var right = Blueprint.Of(flow).Copy();
        var shape = (FlowShape<TOut, TOut2>)right.Shape;
        return new Source<TOut2, TMat3>(Blueprint.Join(
            Blueprint.Of(this), right, new SourceShape<TOut2>(shape.Outlet), Shape.Outlet, shape.Inlet, Keep.Untyped(combine)));
    }

    /// <summary>Connects a sink; this source's materialized value is kept.</summary>
    public IRunnableGraph<TMat> To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink) => ToMaterialized(sink, Keep.Left);

    public IRunnableGraph<TMat3> ToMaterialized<TMat2, TMat3>(IGraph<SinkShape<TOut>, TMat2> sink, Func<TMat, TMat2, TMat3> combine)
    {
        var right = Blueprint.Of(sink).Copy();
        return new RunnableGraph<TMat3>(Blueprint.Join(
            Blueprint.Of(this), right, ClosedShape.Instance, Shape.Outlet, ((SinkShape<TOut>)right.Shape).Inlet, Keep.Untyped(combine)));
    }

    public Source<TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        new(Blueprint.Of(this).MapMaterializedValue(value => mapFunc((TMat)value!)));

    /// <summary>Replaces the attributes of this source as a whole.</summary>
    public Source<TOut, TMat> WithAttributes(Attributes attributes) => new(Blueprint.Of(this).WithAttributes(attributes));

    public Source<TOut, TMat> AddAttributes(Attributes attributes) => WithAttributes(Module.Attributes.And(attributes));

    public Source<TOut, TMat> Named(string name) => AddAttributes(Attributes.CreateName(name));

    /// <summary>Runs everything so far in an actor of its own.</summary>
    public Source<TOut, TMat> Async() => AddAttributes(Attributes.CreateAsyncBoundary());

    public Source<TOut, TMat3> ConcatMaterialized<TMat2, TMat3>(
        IGraph<SourceShape<TOut>, TMat2> that, Func<TMat, TMat2, TMat3> materializedFunction) =>
        ViaMaterialized(FlowGraphs.Concat<TOut, TMat2>(that), materializedFunction);

    /// <summary>Sends each element to an actor and emits its replies, in order.</summary>
    /// <remarks>Fails with <see cref="WatchedActorTerminatedException"/> when the actor stops, and on time-out.</remarks>
    public Source<TOut2, TMat> Ask<TOut2>(IActorRef actorRef, TimeSpan timeout, int parallelism = 2) =>
        Via(FlowGraphs.Ask<TOut, TOut2>(actorRef, timeout, parallelism));

    public override string ToString() => $"Source({Shape})";

    IFlow<T, TMat> IFlow<TOut, TMat>.Via<T, TMat2>(IGraph<FlowShape<TOut, T>, TMat2> flow) => Via(flow);

    IFlow<T2, TMat3> IFlow<TOut, TMat>.ViaMaterialized<T2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, T2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine) => ViaMaterialized(flow, combine);

    IFlow<TOut, TMat2> IFlow<TOut, TMat>.MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) => MapMaterializedValue(mapFunc);

    IGraph<SourceShape<TOut>, TMat> IGraph<SourceShape<TOut>, TMat>.WithAttributes(Attributes attributes) => WithAttributes(attributes);

    IGraph<SourceShape<TOut>, TMat> IGraph<SourceShape<TOut>, TMat>.AddAttributes(Attributes attributes) => AddAttributes(attributes);

    IGraph<SourceShape<TOut>, TMat> IGraph<SourceShape<TOut>, TMat>.Named(string name) => Named(name);

    IGraph<SourceShape<TOut>, TMat> IGraph<SourceShape<TOut>, TMat>.Async() => Async();
}

using Akka.Actor;
using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>A graph with one open inlet and one open outlet.</summary>
public sealed class Flow<TIn, TOut, TMat> : IFlow<TOut, TMat>, IGraph<FlowShape<TIn, TOut>, TMat>
{
    internal Flow(IModule module)
    {
        Module = module;
        Shape = (FlowShape<TIn, TOut>)module.Shape;
    }

    public FlowShape<TIn, TOut> Shape { get; }

    public IModule Module { get; }

    /// <summary>Sends the elements through another flow; this flow's materialized value is kept.</summary>
    public Flow<TIn, T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow) => ViaMaterialized(flow, Keep.Left);

    public Flow<TIn, TOut2, TMat3> ViaMaterialized<TOut2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, TOut2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine)
    {
        if (Flow.IsIdentity(this))
            return new Flow<TIn, TOut2, TMat3>(Blueprint.Of(flow).MapMaterializedValue(right => combine(default!, (TMat2)right!)));
        if (Flow.IsIdentity(flow))
            return new Flow<TIn, TOut2, TMat3>(Blueprint.Of(this).MapMaterializedValue(left => combine((TMat)left!, default!)));
        var next = Blueprint.Of(flow).Copy();
        var shape = (FlowShape<TOut, TOut2>)next.Shape;
        return new Flow<TIn, TOut2, TMat3>(Blueprint.Join(
            Blueprint.Of(this), next, new FlowShape<TIn, TOut2>(Shape.Inlet, shape.Outlet), Shape.Outlet, shape.Inlet, Keep.Untyped(combine)));
    }

    /// <summary>Connects a sink; this flow's materialized value is kept.</summary>
    public Sink<TIn, TMat> To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink) => ToMaterialized(sink, Keep.Left);

    public Sink<TIn, TMat3> ToMaterialized<TMat2, TMat3>(IGraph<SinkShape<TOut>, TMat2> sink, Func<TMat, TMat2, TMat3> combine)
    {
        if (Flow.IsIdentity(this))
            return new Sink<TIn, TMat3>(Blueprint.Of(sink).MapMaterializedValue(right => combine(default!, (TMat2)right!)));
        var next = Blueprint.Of(sink).Copy();
        return new Sink<TIn, TMat3>(Blueprint.Join(
            Blueprint.Of(this), next, new SinkShape<TIn>(Shape.Inlet), Shape.Outlet, ((SinkShape<TOut>)next.Shape).Inlet, Keep.Untyped(combine)));
    }

    /// <summary>Closes the circle of this flow and another one.</summary>
    public IRunnableGraph<TMat> Join<TMat2>(IGraph<FlowShape<TOut, TIn>, TMat2> flow) => JoinMaterialized(flow, Keep.Left);

    public IRunnableGraph<TMat3> JoinMaterialized<TMat2, TMat3>(IGraph<FlowShape<TOut, TIn>, TMat2> flow, Func<TMat, TMat2, TMat3> combine)
    {
        var next = Blueprint.Of(flow).Copy();
        var shape = (FlowShape<TOut, TIn>)next.Shape;
        var untyped = Keep.Untyped(combine);
        return new RunnableGraph<TMat3>(new CompositeBlueprint(
            ClosedShape.Instance,
            [Blueprint.Of(this), next],
            [(Shape.Outlet, shape.Inlet), (shape.Outlet, Shape.Inlet)],
            values => untyped(values[0], values[1])));
    }

    public Flow<TIn, TOut, TMat3> ConcatMaterialized<TMat2, TMat3>(
        IGraph<SourceShape<TOut>, TMat2> that, Func<TMat, TMat2, TMat3> materializedFunction) =>
        ViaMaterialized(FlowGraphs.Concat<TOut, TMat2>(that), materializedFunction);

    /// <summary>Sends each element to an actor and emits its replies, in order.</summary>
    public Flow<TIn, TOut2, TMat> Ask<TOut2>(IActorRef actorRef, TimeSpan timeout, int parallelism = 2) =>
        Via(FlowGraphs.Ask<TOut, TOut2>(actorRef, timeout, parallelism));

    public Flow<TIn, TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        new(Blueprint.Of(this).MapMaterializedValue(value => mapFunc((TMat)value!)));

    /// <summary>Starts a stream from a source through this flow into a sink.</summary>
    public (TMat1, TMat2) RunWith<TMat1, TMat2>(
        IGraph<SourceShape<TIn>, TMat1> source, IGraph<SinkShape<TOut>, TMat2> sink, IMaterializer materializer) =>
        Source.FromGraph(source).Via(this).ToMaterialized(sink, Keep.Both).Run(materializer);

    /// <summary>Replaces the attributes of this flow as a whole.</summary>
    public Flow<TIn, TOut, TMat> WithAttributes(Attributes attributes) => new(Blueprint.Of(this).WithAttributes(attributes));

    public Flow<TIn, TOut, TMat> AddAttributes(Attributes attributes) => WithAttributes(Module.Attributes.And(attributes));

    public Flow<TIn, TOut, TMat> Named(string name) => AddAttributes(Attributes.CreateName(name));

    /// <summary>Runs this flow in an actor of its own.</summary>
    public Flow<TIn, TOut, TMat> Async() => AddAttributes(Attributes.CreateAsyncBoundary());

    public override string ToString() => $"Flow({Shape})";

    IFlow<T, TMat> IFlow<TOut, TMat>.Via<T, TMat2>(IGraph<FlowShape<TOut, T>, TMat2> flow) => Via(flow);

    IFlow<T2, TMat3> IFlow<TOut, TMat>.ViaMaterialized<T2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, T2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine) => ViaMaterialized(flow, combine);

    IFlow<TOut, TMat2> IFlow<TOut, TMat>.MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) => MapMaterializedValue(mapFunc);

    IGraph<FlowShape<TIn, TOut>, TMat> IGraph<FlowShape<TIn, TOut>, TMat>.WithAttributes(Attributes attributes) => WithAttributes(attributes);

    IGraph<FlowShape<TIn, TOut>, TMat> IGraph<FlowShape<TIn, TOut>, TMat>.AddAttributes(Attributes attributes) => AddAttributes(attributes);

    IGraph<FlowShape<TIn, TOut>, TMat> IGraph<FlowShape<TIn, TOut>, TMat>.Named(string name) => Named(name);

    IGraph<FlowShape<TIn, TOut>, TMat> IGraph<FlowShape<TIn, TOut>, TMat>.Async() => Async();
}

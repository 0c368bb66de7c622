using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>A graph with one open inlet.</summary>
public sealed class Sink<TIn, TMat> : IGraph<SinkShape<TIn>, TMat>
{
    public Sink(IModule module)
    {
        Module = module;
        Shape = (SinkShape<TIn>)module.Shape;
    }

    public SinkShape<TIn> Shape { get; }

    public IModule Module { get; }

    /// <summary>A sink whose elements pass through a function first.</summary>
    public Sink<TIn2, TMat> ContraMap<TIn2>(Func<TIn2, TIn> function) => Flow.FromFunction(function).ToMaterialized(this, Keep.Right);

    /// <summary>Starts the stream from a source; the source's materialized value is returned.</summary>
    public TMat2 RunWith<TMat2>(IGraph<SourceShape<TIn>, TMat2> source, IMaterializer materializer) =>
        Source.FromGraph(source).To(this).Run(materializer);

    public Sink<TIn, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> fn) =>
        new(Blueprint.Of(this).MapMaterializedValue(value => fn((TMat)value!)));

    /// <summary>Starts this sink now; the sink returned can be run once.</summary>
    public (TMat, Sink<TIn, NotUsed>) PreMaterialize(IMaterializer materializer)
    {
        var (subscriber, value) = Source.AsSubscriber<TIn>().ToMaterialized(this, Keep.Both).Run(materializer);
        return (value, Sink.FromSubscriber(subscriber));
    }

    /// <summary>Replaces the attributes of this sink as a whole.</summary>
    public Sink<TIn, TMat> WithAttributes(Attributes attributes) => new(Blueprint.Of(this).WithAttributes(attributes));

    public Sink<TIn, TMat> AddAttributes(Attributes attributes) => WithAttributes(Module.Attributes.And(attributes));

    public Sink<TIn, TMat> Named(string name) => AddAttributes(Attributes.CreateName(name));

    /// <summary>Runs this sink in an actor of its own.</summary>
    public Sink<TIn, TMat> Async() => AddAttributes(Attributes.CreateAsyncBoundary());

    public override string ToString() => $"Sink({Shape})";

    IGraph<SinkShape<TIn>, TMat> IGraph<SinkShape<TIn>, TMat>.WithAttributes(Attributes attributes) => WithAttributes(attributes);

    IGraph<SinkShape<TIn>, TMat> IGraph<SinkShape<TIn>, TMat>.AddAttributes(Attributes attributes) => AddAttributes(attributes);

    IGraph<SinkShape<TIn>, TMat> IGraph<SinkShape<TIn>, TMat>.Named(string name) => Named(name);

    IGraph<SinkShape<TIn>, TMat> IGraph<SinkShape<TIn>, TMat>.Async() => Async();
}

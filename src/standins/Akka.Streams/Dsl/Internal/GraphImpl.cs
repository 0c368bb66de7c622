using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl.Internal;

/// <summary>A graph of any shape.</summary>
public class GraphImpl<TShape, TMat> : IGraph<TShape, TMat> where TShape : Shape
{
    public GraphImpl(TShape shape, IModule module)
    {
        Shape = shape;
        Module = module;
    }

    public TShape Shape { get; }

    public IModule Module { get; }

    public IGraph<TShape, TMat> WithAttributes(Attributes attributes) =>
        new GraphImpl<TShape, TMat>(Shape, Blueprint.Of(this).WithAttributes(attributes));

    public IGraph<TShape, TMat> AddAttributes(Attributes attributes) => WithAttributes(Module.Attributes.And(attributes));

    public IGraph<TShape, TMat> Named(string name) => AddAttributes(Attributes.CreateName(name));

    public IGraph<TShape, TMat> Async() => AddAttributes(Attributes.CreateAsyncBoundary());

    public override string ToString() => $"Graph({Shape})";
}

using Akka.Streams.Implementation;

namespace Akka.Streams;

/// <summary>A blueprint with open ports; it can be run any number of times.</summary>
public interface IGraph<out TShape> where TShape : Shape
{
    TShape Shape { get; }

    IModule Module { get; }
}

/// <summary>A blueprint that gives a value each time it is run.</summary>
public interface IGraph<out TShape, out TMaterialized> : IGraph<TShape> where TShape : Shape
{
    /// <summary>The same with its own attributes replaced.</summary>
    IGraph<TShape, TMaterialized> WithAttributes(Attributes attributes);

    IGraph<TShape, TMaterialized> AddAttributes(Attributes attributes);

    IGraph<TShape, TMaterialized> Named(string name);

    /// <summary>The same in an island of its own.</summary>
    IGraph<TShape, TMaterialized> Async();
}

namespace Akka.Streams.Implementation;

/// <summary>A part of a graph. Its ports are unique among the parts it is put together with.</summary>
internal abstract class Blueprint : IModule
{
    protected Blueprint(Shape shape, Attributes attributes)
    {
        Shape = shape;
        Attributes = attributes;
    }

    public Shape Shape { get; }

    public Attributes Attributes { get; }

    /// <summary>Makes the part's stages and wires them.</summary>
    /// <returns>The materialized value.</returns>
    public abstract object? Assemble(GraphAssembly assembly, Attributes inherited);

    /// <summary>The same part with its own attributes replaced.</summary>
    public virtual Blueprint WithAttributes(Attributes attributes) => new AttributedBlueprint(this, attributes);

    public Blueprint AddAttributes(Attributes attributes) => WithAttributes(Attributes.And(attributes));

    /// <summary>The same part under new ports, so that it can be used beside itself.</summary>
    public Blueprint Copy() => new CopyBlueprint(this);

    public Blueprint MapMaterializedValue(Func<object?, object?> map) => new MappedBlueprint(this, map);

    public static Blueprint Of<TShape>(IGraph<TShape> graph) where TShape : Shape => graph.Module as Blueprint
        ?? throw new ArgumentException($"{graph.GetType()} is not a graph of this library: its module is {graph.Module?.GetType()}.");

    /// <summary>Two parts joined by one wire.</summary>
    public static Blueprint Join(
        Blueprint first, Blueprint second, Shape shape, Outlet from, Inlet to, Func<object?, object?, object?> combine) =>
        new CompositeBlueprint(shape, [first, second], [(from, to)], values => combine(values[0], values[1]));
}

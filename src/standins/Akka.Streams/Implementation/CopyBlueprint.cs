namespace Akka.Streams.Implementation;

/// <summary>A part under ports of its own.</summary>
internal sealed class CopyBlueprint : Blueprint
{
    private readonly Blueprint _inner;

    public CopyBlueprint(Blueprint inner) : this(inner, inner.Shape.DeepCopy())
    {
    }

    /// <param name="inner">The part.</param>
    /// <param name="shape">The new ports, in the order of the part's.</param>
    public CopyBlueprint(Blueprint inner, Shape shape) : base(shape, Attributes.None) => _inner = inner;

    public override object? Assemble(GraphAssembly assembly, Attributes inherited)
    {
        var outer = assembly.EnterScope();
        var value = _inner.Assemble(assembly, inherited);
        assembly.LeaveScope(outer, _inner.Shape, Shape);
        return value;
    }
}

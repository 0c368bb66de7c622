namespace Akka.Streams.Implementation;

/// <summary>A part with attributes for everything inside it; the attribute of an asynchronous boundary gives it an island.</summary>
internal sealed class AttributedBlueprint(Blueprint inner, Attributes attributes) : Blueprint(inner.Shape, attributes)
{
    public override Blueprint WithAttributes(Attributes attributes) => new AttributedBlueprint(inner, attributes);

    public override object? Assemble(GraphAssembly assembly, Attributes inherited)
    {
        var effective = inherited.And(Attributes);
        if (!Attributes.Has<Attributes.AsyncBoundary>())
            return inner.Assemble(assembly, effective);

        var outer = assembly.EnterIsland(effective);
        var value = inner.Assemble(assembly, effective);
        assembly.LeaveIsland(outer);
        return value;
    }
}
